import { Alert, Button, Stack } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { keys } from '@/api/keys';
import { cancelMessage } from '@/api/messages';
import type { MessageDetail } from '@/api/types';
import { isCancellable } from '@/components/messages/messageWords';
import { toastDone, useFailureToast } from '@/components/toasts';
import { useFormat } from '@/i18n/useFormat';

/** On a message that is not handed over yet: when it goes, and the way to stop it. */
export function WaitingPanel({ message }: { message: MessageDetail }) {
  const { t } = useTranslation();
  const format = useFormat();
  const client = useQueryClient();
  const onError = useFailureToast();
  const cancel = useMutation({
    mutationFn: () => cancelMessage(message.id),
    onSuccess: (cancelled) => {
      client.setQueryData(keys.message(message.id), cancelled);
      toastDone(t('history.cancelled'));
    },
    onError,
    // Refused means that it went out meanwhile, which the page then shows.
    onSettled: () => client.invalidateQueries({ queryKey: ['message'] }),
  });
  if (!isCancellable(message)) return null;
  return (
    <Alert
      color="blue"
      title={
        message.scheduled_for
          ? t('history.cancelScheduledTitle', { at: format.dateTime(message.scheduled_for) })
          : t('history.cancelTitle')
      }
    >
      <Stack align="flex-start" gap="sm">
        {t('history.cancelText')}
        <Button variant="default" size="xs" loading={cancel.isPending} onClick={() => cancel.mutate()}>
          {t('history.action.cancel')}
        </Button>
      </Stack>
    </Alert>
  );
}
