import { Button, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';

interface Props {
  onKeepMine: () => void;
  onTakeTheirs: () => void;
}

/** The two ways on when somebody else saved in the meantime. */
export function ConflictChoice({ onKeepMine, onTakeTheirs }: Props) {
  const { t } = useTranslation();
  return (
    <Group gap="sm" mt="sm">
      <Button size="xs" onClick={onKeepMine}>
        {t('conflict.keepMine')}
      </Button>
      <Button size="xs" variant="default" onClick={onTakeTheirs}>
        {t('conflict.takeTheirs')}
      </Button>
    </Group>
  );
}
