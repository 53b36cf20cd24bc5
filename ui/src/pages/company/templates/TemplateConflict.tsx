import { Alert, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Template } from '@/api/types';
import { ConflictChoice } from '@/components/ConflictChoice';
import { MailView } from '@/components/compose/look/MailView';
import { useFormat } from '@/i18n/useFormat';

interface Props {
  theirs: Template;
  onKeepMine: () => void;
  onTakeTheirs: () => void;
}

/** Shows what somebody else saved in the meantime; nothing was overwritten, and nothing typed is lost. */
export function TemplateConflict({ theirs, onKeepMine, onTakeTheirs }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Alert color="orange" role="alert" title={t('templates.conflict')}>
      {t('templates.conflictText', { at: format.dateTime(theirs.updated_at) })}
      <Text fw={600} mt="sm" style={{ overflowWrap: 'anywhere' }}>
        {theirs.name} ({t(`templates.language.${theirs.language}`)}): {theirs.subject}
      </Text>
      <MailView title={t('templates.conflict')} body={theirs.body} html={theirs.html} />
      <ConflictChoice onKeepMine={onKeepMine} onTakeTheirs={onTakeTheirs} />
    </Alert>
  );
}
