import { Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Outlet } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { sessionQuery } from '@/api/session';

/** Around the pages for owners: others who come by an address are told so, before anything is asked of a service. */
export function OwnersOnly() {
  const { t } = useTranslation();
  const { data: session } = useQuery(sessionQuery);
  if (session?.role === 'owner') return <Outlet />;
  return (
    <Stack align="flex-start" maw={560}>
      <Title order={1} size="h2">
        {t('ownersOnly.title')}
      </Title>
      <Text>{t('ownersOnly.text')}</Text>
    </Stack>
  );
}
