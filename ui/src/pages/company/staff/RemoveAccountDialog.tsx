import { Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { removeAccount } from '@/api/accounts';
import { keys } from '@/api/keys';
import type { StaffAccount } from '@/api/types';
import { ConfirmDialog } from '@/components/ConfirmDialog';
import { toastDone } from '@/components/toasts';

interface Props {
  account: StaffAccount | null;
  onClose: () => void;
}

/** Deletes a staff account for good. */
export function RemoveAccountDialog({ account, onClose }: Props) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: removeAccount,
    onSuccess: (_, gone) => {
      toastDone(t('staff.removed', { name: gone.name }));
      onClose();
    },
    onSettled: () => client.invalidateQueries({ queryKey: keys.accounts }),
  });
  return (
    <ConfirmDialog
      opened={account !== null}
      onClose={onClose}
      title={t('staff.removeTitle', { name: account?.name ?? '' })}
      confirm={t('staff.remove')}
      danger
      action={remove}
      onConfirm={() => account && remove.mutate(account)}
    >
      <Text>{t('staff.removeText')}</Text>
    </ConfirmDialog>
  );
}
