import { Center, Group, Paper, Stack, Title } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Brand } from '@/app/shell/Brand';
import { LanguageSwitch } from '@/app/shell/LanguageSwitch';
import { afterSignIn } from '@/app/session/session';
import { usePageTitle } from '@/components/usePageTitle';
import { LoginForm } from '@/pages/login/LoginForm';

export default function LoginPage() {
  const { t } = useTranslation();
  const router = useRouter();
  const client = useQueryClient();
  const { ziel } = useSearch({ from: '/anmelden' });
  usePageTitle(t('login.title'));

  const enter = async () => {
    await afterSignIn(client);
    router.history.push(ziel ?? '/kunden');
  };

  return (
    <Center component="main" mih="100dvh" p="md">
      <Stack w="100%" maw={400} gap="lg">
        <Brand />
        <Paper withBorder p="xl" shadow="xs">
          <Title order={1} size="h3" mb="lg">
            {t('login.title')}
          </Title>
          <LoginForm onSignedIn={enter} />
        </Paper>
        <Group justify="center">
          <LanguageSwitch />
        </Group>
      </Stack>
    </Center>
  );
}
