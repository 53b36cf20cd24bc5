import { Alert, Button, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { keys } from '@/api/keys';
import { cancelMessage } from '@/api/messages';
import type { MessageDetail } from '@/api/types';
import { ConfirmDialog } from '@/components/ConfirmDialog';
import { isCancellable } from '@/components/messages/messageWords';
import { toastDone } from '@/components/toasts';
import { useFormat } from '@/i18n/useFormat';

/** On a message that is not handed over yet: when it goes, and the way to stop it. */
export function WaitingPanel({ message }: { message: MessageDetail }) {
  const { t } = useTranslation();
  const format = useFormat();
  const client = useQueryClient();
  const [asking, question] = useDisclosure();
  const cancel = useMutation({
    mutationFn: () => cancelMessage(message.id),
    onSuccess: (cancelled) => {
      client.setQueryData(keys.message(message.id), cancelled);
      question.close();
      toastDone(t('history.cancelled'));
    },
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
        <Button variant="default" size="xs" onClick={question.open}>
          {t('history.action.cancel')}
        </Button>
      </Stack>
      <ConfirmDialog
        opened={asking}
        onClose={question.close}
        title={t('history.cancelQuestion')}
        confirm={t('broadcasts.cancelConfirm')}
        back={t('actions.back')}
        danger
        action={cancel}
        onConfirm={() => cancel.mutate()}
      >
        <Text>{t('history.cancelText')}</Text>
      </ConfirmDialog>
    </Alert>
  );
}
