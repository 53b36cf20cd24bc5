import { Anchor } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { Link, useRouter, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { afterSignIn } from '@/app/session/session';
import { PublicPage } from '@/components/PublicPage';
import { forgetSelection } from '@/pages/customers/list/selection/useSelection';
import { LoginForm } from '@/pages/login/LoginForm';

export default function LoginPage() {
  const { t } = useTranslation();
  const router = useRouter();
  const client = useQueryClient();
  const { ziel } = useSearch({ from: '/anmelden' });

  const enter = async () => {
    forgetSelection();
    await afterSignIn(client);
    router.history.push(ziel ?? '/kunden');
  };

  return (
    <PublicPage title={t('login.title')}>
      <LoginForm onSignedIn={enter} />
      <Anchor
        component={Link}
        to="/passwort-vergessen"
        size="sm"
        mt="md"
        display="inline-block"
        underline="always"
      >
        {t('login.forgot')}
      </Anchor>
    </PublicPage>
  );
}
