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
  onClose: () => void;
}

/** Takes the access from somebody or gives it back; what they did stays. */
export function ActiveDialog({ account, onClose }: Props) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const change = useMutation({
    mutationFn: (changed: StaffAccount) => changeAccount(changed, { active: !changed.active }),
    onSuccess: (saved) => {
      toastDone(t(saved.active ? 'staff.activated' : 'staff.deactivated', { name: saved.name }));
      onClose();
    },
    onSettled: () => client.invalidateQueries({ queryKey: keys.accounts }),
  });
  const active = account?.active ?? true;
  return (
    <ConfirmDialog
      opened={account !== null}
      onClose={onClose}
      title={t(active ? 'staff.deactivateTitle' : 'staff.activateTitle', { name: account?.name ?? '' })}
      confirm={t(active ? 'staff.deactivate' : 'staff.activate')}
      danger={active}
      action={change}
      onConfirm={() => account && change.mutate(account)}
    >
      <Text>{t(active ? 'staff.deactivateText' : 'staff.activateText')}</Text>
    </ConfirmDialog>
  );
}
