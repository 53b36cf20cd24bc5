import { Button, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { sessionQuery } from '@/api/session';
import { useSignOut } from '@/app/session/useSignOut';
import { Shell } from '@/app/shell/Shell';
import { PublicPage } from '@/components/PublicPage';

/** Around all pages for staff: a customer who signs in is told that these are not theirs, and asked nothing of. */
export function StaffOnly() {
  const { t } = useTranslation();
  const { data: session } = useQuery(sessionQuery);
  const leave = useSignOut();
  if (session?.role !== 'customer') return <Shell />;
  return (
    <PublicPage title={t('staffOnly.title')}>
      <Stack align="flex-start">
        <Text>{t('staffOnly.text')}</Text>
        <Button loading={leave.isPending} onClick={() => leave.mutate()}>
          {t('shell.signOut')}
        </Button>
      </Stack>
    </PublicPage>
  );
}
