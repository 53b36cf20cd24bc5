import { ActionIcon, Menu } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { IconDots } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { inviteAgain } from '@/api/accounts';
import type { StaffAccount } from '@/api/types';
import { toastDone, useFailureToast } from '@/components/toasts';

export type AccountAction = 'edit' | 'sessions' | 'activate' | 'deactivate' | 'remove';

interface Props {
  account: StaffAccount;
  onChoose: (action: AccountAction) => void;
}

/** What an owner can do about an account. */
export function AccountMenu({ account, onChoose }: Props) {
  const { t } = useTranslation();
  const onError = useFailureToast();
  const invite = useMutation({
    mutationFn: () => inviteAgain(account.id),
    onSuccess: () => toastDone(t('staff.invited', { email: account.email })),
    onError,
  });
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray.8"
          size="lg"
          loading={invite.isPending}
          aria-label={t('staff.actionsFor', { name: account.name })}
        >
          <IconDots size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => onChoose('edit')}>{t('staff.edit')}</Menu.Item>
        <Menu.Item onClick={() => onChoose('sessions')}>{t('staff.sessions')}</Menu.Item>
        {account.state === 'invited' && (
          <Menu.Item onClick={() => invite.mutate()}>{t('staff.inviteAgain')}</Menu.Item>
        )}
        <Menu.Item onClick={() => onChoose(account.active ? 'deactivate' : 'activate')}>
          {t(account.active ? 'staff.deactivate' : 'staff.activate')}
        </Menu.Item>
        <Menu.Item c="red.8" onClick={() => onChoose('remove')}>
          {t('staff.remove')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
