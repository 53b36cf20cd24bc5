import { Button, Group, Modal, Stack } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { accountSessionsQuery, endAccountSessions } from '@/api/accounts';
import { keys } from '@/api/keys';
import type { StaffAccount } from '@/api/types';
import { EmptyState } from '@/components/EmptyState';
import { Fetched } from '@/components/Fetched';
import { FormFailure } from '@/components/FormFailure';
import { toastDone } from '@/components/toasts';
import { SessionTable } from '@/pages/company/sessions/SessionTable';

interface Props {
  account: StaffAccount | null;
  onClose: () => void;
}

/** Where a colleague is signed in, and the way to end all of it. */
export function AccountSessionsDialog({ account, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={account !== null}
      onClose={onClose}
      size="xl"
      title={t('staff.sessionsTitle', { name: account?.name ?? '' })}
      closeButtonProps={{ 'aria-label': t('actions.close') }}
    >
      {account && <AccountSessions account={account} />}
    </Modal>
  );
}

function AccountSessions({ account }: { account: StaffAccount }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const query = useQuery(accountSessionsQuery(account.id));
  const end = useMutation({
    mutationFn: () => endAccountSessions(account.id),
    onSuccess: () => toastDone(t('staff.sessionsEnded', { name: account.name })),
    onSettled: () => client.invalidateQueries({ queryKey: keys.accountSessions(account.id) }),
  });
  return (
    <Stack>
      <FormFailure error={end.error} />
      <Fetched query={query}>
        {(sessions) =>
          sessions.length === 0 ? (
            <EmptyState title={t('staff.noSessions')} text={t('staff.noSessionsText')} />
          ) : (
            <>
              <SessionTable sessions={sessions} />
              <Group justify="flex-end">
                <Button color="red" loading={end.isPending} onClick={() => end.mutate()}>
                  {t('staff.endSessions')}
                </Button>
              </Group>
            </>
          )
        }
      </Fetched>
    </Stack>
  );
}
