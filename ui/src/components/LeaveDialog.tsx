import { Text } from '@mantine/core';
import { useBlocker } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '@/components/ConfirmDialog';

/** Asks before the page is left with something typed and not saved. */
export function LeaveDialog({ edited }: { edited: boolean }) {
  const { t } = useTranslation();
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn: ({ current, next }) => edited && current.pathname !== next.pathname,
    enableBeforeUnload: () => edited,
    withResolver: true,
  });
  return (
    <ConfirmDialog
      opened={status === 'blocked'}
      onClose={() => reset?.()}
      title={t('edit.leaveTitle')}
      confirm={t('edit.leave')}
      danger
      onConfirm={() => proceed?.()}
    >
      <Text>{t('edit.leaveText')}</Text>
    </ConfirmDialog>
  );
}
