import { Alert, Button, Stack, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { followNewsletterLink, newsletterLinkQuery } from '@/api/newsletter';
import { ApiProblem } from '@/api/problem';
import type { NewsletterLink } from '@/api/types';
import { Fetched } from '@/components/Fetched';
import { FormFailure } from '@/components/FormFailure';
import { PublicPage } from '@/components/PublicPage';

function statusOf(error: unknown): number {
  return error instanceof ApiProblem ? error.status : 0;
}

/** The address as it was written: a token that looks like a number stays what it is. */
function useToken(): string {
  const written = useLocation({ select: ({ searchStr }) => searchStr });
  return new URLSearchParams(written).get('t') ?? '';
}

/**
 * Where the links of newsletter mails lead: says what happens and does it by one button, so that a mail program that
 * looks at links in advance changes nothing (M5). Nobody is signed in, and nothing of the customer is shown.
 */
export default function NewsletterPage() {
  const { t } = useTranslation();
  const token = useToken();
  const wants = useLocation({ select: ({ pathname }) => pathname }).endsWith('/abmelden');
  const query = useQuery(newsletterLinkQuery(token));
  const follow = useMutation({ mutationFn: () => followNewsletterLink(token) });
  const purpose = query.data?.purpose ?? (wants ? 'unsubscribe' : 'confirm');

  if (token === '' || statusOf(query.error) === 404 || statusOf(follow.error) === 404) {
    return (
      <PublicPage title={t('newsletterPages.noLink')}>
        <Text role="alert">{t('newsletterPages.noLinkText')}</Text>
      </PublicPage>
    );
  }
  const expired = statusOf(follow.error) === 410 || query.data?.state === 'expired';
  const title = expired ? t(`newsletterPages.${purpose}.expired`) : t(`newsletterPages.${purpose}.title`);
  return (
    <PublicPage title={title}>
      <Fetched query={query}>
        {(link) => (
          <Step
            link={{ ...link, ...follow.data, ...(expired && { state: 'expired' }) }}
            pending={follow.isPending}
            error={follow.error}
            onGo={() => follow.mutate()}
          />
        )}
      </Fetched>
    </PublicPage>
  );
}

interface StepProps {
  link: NewsletterLink;
  pending: boolean;
  error: unknown;
  onGo: () => void;
}

/** What the button does, that it is done, or why it cannot be. */
function Step({ link: { purpose, state, provider }, pending, error, onGo }: StepProps) {
  const { t } = useTranslation();
  if (state === 'done') {
    return (
      <Alert color="green" role="status" title={t(`newsletterPages.${purpose}.done`)}>
        {t(`newsletterPages.${purpose}.doneText`)}
      </Alert>
    );
  }
  if (state === 'expired') return <Text role="alert">{t(`newsletterPages.${purpose}.expiredText`)}</Text>;
  return (
    <Stack align="stretch">
      <FormFailure error={error} />
      <Text>
        {provider
          ? t(`newsletterPages.${purpose}.textBy`, { provider })
          : t(`newsletterPages.${purpose}.text`)}
      </Text>
      <Button loading={pending} onClick={onGo}>
        {t(`newsletterPages.${purpose}.action`)}
      </Button>
    </Stack>
  );
}
