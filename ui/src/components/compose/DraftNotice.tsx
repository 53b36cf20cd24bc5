import { Alert, Button, Group } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

interface Props {
  /** It was sent before, and no answer came: sent unchanged nobody gets it twice. */
  unanswered?: boolean;
  onDiscard: () => void;
}

/** Says that something begun earlier was brought back, and lets it be thrown away. */
export function DraftNotice({ unanswered, onDiscard }: Props) {
  const { t } = useTranslation();
  const [seen, setSeen] = useState(false);
  if (seen) return null;
  return (
    <Alert
      color={unanswered ? 'orange' : 'blue'}
      withCloseButton
      closeButtonLabel={t('actions.close')}
      onClose={() => setSeen(true)}
      role="status"
    >
      <Group justify="space-between">
        {unanswered ? t('compose.restoredUnanswered') : t('compose.restored')}
        <Button
          size="xs"
          variant="default"
          onClick={() => {
            setSeen(true);
            onDiscard();
          }}
        >
          {t('compose.discard')}
        </Button>
      </Group>
    </Alert>
  );
}
