import { Alert, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { sendAt } from '@/components/compose/content';
import { ConflictChoice } from '@/components/ConflictChoice';
import { MailView } from '@/components/compose/look/MailView';
import { useFormat } from '@/i18n/useFormat';
import { differing, type BroadcastValues } from '@/pages/communication/broadcasts/create/values';

interface Props {
  /** What the user saw when the editing began. */
  seen: BroadcastValues;
  theirs: BroadcastValues;
  onKeepMine: () => void;
  onTakeTheirs: () => void;
}

const NAMES = {
  audience: 'broadcasts.audience',
  kind: 'broadcasts.kind',
  channel: 'messages.channel',
  subject: 'messages.subject',
  body: 'messages.body',
  html: 'messages.body',
  attachments: 'compose.attachments',
  send_at: 'broadcasts.when',
} as const;

/** Shows what somebody else saved in the meantime; nothing was overwritten, and nothing typed is lost. */
export function BroadcastConflict({ seen, theirs, onKeepMine, onTakeTheirs }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const at = sendAt(theirs);
  const changed = [...new Set([...differing(seen, theirs)].map((field) => t(NAMES[field])))];
  return (
    <Alert color="orange" role="alert" title={t('broadcasts.conflict')}>
      {t('broadcasts.conflictText')}
      {changed.length > 0 && (
        <Text size="sm">{t('broadcasts.conflictFields', { fields: changed.join(', ') })}</Text>
      )}
      <Text fw={600} mt="sm" style={{ overflowWrap: 'anywhere' }}>
        {theirs.subject}
      </Text>
      {at && <Text size="sm">{t('compose.leavesAt', { at: format.dateTime(at) })}</Text>}
      <MailView title={t('broadcasts.conflict')} body={theirs.body} html={theirs.html} />
      <ConflictChoice onKeepMine={onKeepMine} onTakeTheirs={onTakeTheirs} />
    </Alert>
  );
}
