import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { IconLogout } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { keys } from '@/api/keys';
import { endOtherSessions, endSession, ownSessionsQuery } from '@/api/ownAccount';
import type { AccountSession } from '@/api/types';
import { Fetched } from '@/components/Fetched';
import { PageHeader } from '@/components/PageHeader';
import { Panel } from '@/components/Panel';
import { toastDone, useFailureToast } from '@/components/toasts';
import { usePageTitle } from '@/components/usePageTitle';
import { SessionTable } from '@/pages/company/sessions/SessionTable';

/** Unternehmen › Meine Sitzungen: where I am signed in, and the way to end what I do not know. */
export default function OwnSessionsPage() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const onError = useFailureToast();
  const query = useQuery(ownSessionsQuery);
  usePageTitle(t('sessions.title'));
  const onSettled = () => client.invalidateQueries({ queryKey: keys.ownSessions });
  const end = useMutation({
    mutationFn: (session: AccountSession) => endSession(session.id),
    onSuccess: () => toastDone(t('sessions.ended')),
    onError,
    onSettled,
  });
  const endOthers = useMutation({
    mutationFn: endOtherSessions,
    onSuccess: () => toastDone(t('sessions.othersEnded')),
    onError,
    onSettled,
  });
  const others = query.data?.some(({ current }) => !current) ?? false;
  return (
    <>
      <PageHeader
        title={t('sessions.title')}
        below={t('sessions.text')}
        actions={
          others && (
            <Button
              variant="default"
              leftSection={<IconLogout size={16} aria-hidden />}
              loading={endOthers.isPending}
              onClick={() => endOthers.mutate()}
            >
              {t('sessions.endOthers')}
            </Button>
          )
        }
      />
      <Panel flush>
        <Fetched query={query}>
          {(sessions) => (
            <SessionTable
              sessions={sessions}
              onEnd={(session) => end.mutate(session)}
              ending={end.isPending ? end.variables.id : undefined}
            />
          )}
        </Fetched>
      </Panel>
    </>
  );
}
