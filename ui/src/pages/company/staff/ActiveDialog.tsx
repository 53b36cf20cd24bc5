import { Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { changeAccount } from '@/api/accounts';
import { keys } from '@/api/keys';
import type { StaffAccount } from '@/api/types';
import { ConfirmDialog } from '@/components/ConfirmDialog';
import { toastDone } from '@/components/toasts';

interface Props {
  account: StaffAccount | null;
  /** What was chosen: whether they may sign in from now on. It stays chosen when a colleague changes that meanwhile. */
  active: boolean;
  onClose: () => void;
}

/** Takes the access from somebody or gives it back; what they did stays. */
export function ActiveDialog({ account, active, onClose }: Props) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const change = useMutation({
    mutationFn: (changed: StaffAccount) => changeAccount(changed, { active }),
    onSuccess: (saved) => {
      toastDone(t(saved.active ? 'staff.activated' : 'staff.deactivated', { name: saved.name }));
      onClose();
    },
    onSettled: () => client.invalidateQueries({ queryKey: keys.accounts }),
  });
  return (
    <ConfirmDialog
      opened={account !== null}
      onClose={onClose}
      title={t(active ? 'staff.activateTitle' : 'staff.deactivateTitle', { name: account?.name ?? '' })}
      confirm={t(active ? 'staff.activate' : 'staff.deactivate')}
      danger={!active}
      action={change}
      onConfirm={() => account && change.mutate(account)}
    >
      <Text>{t(active ? 'staff.activateText' : 'staff.deactivateText')}</Text>
    </ConfirmDialog>
  );
}
