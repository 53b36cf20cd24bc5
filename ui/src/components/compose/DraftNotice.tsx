import { Alert, Button, Group } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

/** Says that something begun earlier was brought back, and lets it be thrown away. */
export function DraftNotice({ onDiscard }: { onDiscard: () => void }) {
  const { t } = useTranslation();
  const [seen, setSeen] = useState(false);
  if (seen) return null;
  return (
    <Alert
      color="blue"
      withCloseButton
      closeButtonLabel={t('actions.close')}
      onClose={() => setSeen(true)}
      role="status"
    >
      <Group justify="space-between">
        {t('compose.restored')}
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
