import { Button, Center, Loader, Stack, Text, Title } from '@mantine/core';
import { Link, useRouter, type ErrorComponentProps } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useProblemText } from '@/components/problemText';

/** What a page shows when it broke: what happened, and what the user can do. */
export function CrashPage({ error, reset }: ErrorComponentProps) {
  const { t } = useTranslation();
  const router = useRouter();
  const { title, text } = useProblemText()(error);
  const again = () => {
    reset();
    void router.invalidate();
  };
  return (
    <Stack align="flex-start" maw={560} p="xl" role="alert">
      <Title order={1} size="h2">
        {title}
      </Title>
      <Text>{text}</Text>
      <Button onClick={again}>{t('states.retry')}</Button>
    </Stack>
  );
}

export function NotFoundPage() {
  const { t } = useTranslation();
  return (
    <Stack align="flex-start" maw={560} p="xl">
      <Title order={1} size="h2">
        {t('states.notFound')}
      </Title>
      <Text>{t('states.notFoundText')}</Text>
      <Button component={Link} to="/kunden">
        {t('states.toCustomers')}
      </Button>
    </Stack>
  );
}

export function LoadingPage() {
  const { t } = useTranslation();
  return (
    <Center mih={240}>
      <Loader aria-label={t('states.loading')} role="status" />
    </Center>
  );
}
