import { Alert, Button, Skeleton, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '@/api/problem';
import { useProblemText } from '@/components/problemText';

interface Query<T> {
  data: T | undefined;
  error: unknown;
  refetch: () => unknown;
}

interface Props<T> {
  query: Query<T>;
  children: (data: T) => ReactNode;
}

/** Shows what was fetched; until then that it loads, and on failure why and how to try again. */
export function Fetched<T>({ query, children }: Props<T>) {
  const { t } = useTranslation();
  const problemText = useProblemText();
  if (query.data !== undefined) return children(query.data);
  // An ended session is asked for over the page; then it loads again.
  const ended = query.error instanceof ApiProblem && query.error.status === 401;
  if (query.error && !ended) {
    const { title, text } = problemText(query.error);
    return (
      <Alert color="red" title={title} role="alert" m="md">
        <Stack align="flex-start" gap="sm">
          {text}
          <Button size="xs" variant="default" onClick={() => void query.refetch()}>
            {t('states.retry')}
          </Button>
        </Stack>
      </Alert>
    );
  }
  return (
    <Stack gap="sm" p="md" role="status" aria-label={t('states.loading')}>
      <Skeleton height={16} width="60%" />
      <Skeleton height={16} width="80%" />
      <Skeleton height={16} width="40%" />
    </Stack>
  );
}
