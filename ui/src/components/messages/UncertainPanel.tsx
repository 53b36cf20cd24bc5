import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { keys } from '@/api/keys';
import { resolveMessage } from '@/api/messages';
import type { MessageDetail } from '@/api/types';
import { toastDone, useFailureToast } from '@/components/toasts';

/** On an uncertain message: what that means, and the question that a person can answer (G7). */
export function UncertainPanel({ message }: { message: MessageDetail }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const onError = useFailureToast();
  const resolve = useMutation({
    mutationFn: (outcome: 'sent' | 'not_sent') => resolveMessage(message.id, outcome),
    onSuccess: (resolved, outcome) => {
      client.setQueryData(keys.message(message.id), resolved);
      toastDone(outcome === 'sent' ? t('history.resolve.doneSent') : t('history.resolve.doneNotSent'));
    },
    onError,
    // Refused means that a report was faster, which the page then shows.
    onSettled: () => client.invalidateQueries({ queryKey: ['message'] }),
  });
  if (message.status !== 'uncertain') return null;
  const answer = (outcome: 'sent' | 'not_sent') => ({
    variant: 'default',
    size: 'xs',
    disabled: resolve.isPending,
    loading: resolve.isPending && resolve.variables === outcome,
    onClick: () => resolve.mutate(outcome),
  });
  return (
    <Alert color="orange" title={t('history.resolve.title')}>
      <Stack gap="sm">
        <Text size="sm">{t('history.resolve.text')}</Text>
        <Text size="sm">
          {t('history.resolve.textSent')} {t('history.resolve.textNotSent')}
        </Text>
        <Group gap="sm">
          <Button {...answer('sent')}>{t('history.resolve.sent')}</Button>
          <Button {...answer('not_sent')}>{t('history.resolve.notSent')}</Button>
        </Group>
      </Stack>
    </Alert>
  );
}
