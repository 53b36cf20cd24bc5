import { Button, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { IconSend } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { sendBroadcastNow } from '@/api/broadcasts';
import { keys } from '@/api/keys';
import type { Broadcast } from '@/api/types';
import { ConfirmDialog } from '@/components/ConfirmDialog';
import { toastDone } from '@/components/toasts';

/** Sends what waits for its time; nothing where nothing waits. */
export function SendNow({ broadcast }: { broadcast: Broadcast }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [asking, question] = useDisclosure();
  const send = useMutation({
    mutationFn: () => sendBroadcastNow(broadcast.id),
    onSuccess: (changed) => {
      client.setQueryData(keys.broadcast(changed.id), changed);
      toastDone(t('broadcasts.sentNow'));
      question.close();
    },
    onSettled: () => client.invalidateQueries({ queryKey: [keys.broadcasts[0]] }),
  });
  return (
    <>
      {broadcast.status === 'scheduled' && (
        <Button leftSection={<IconSend size={16} aria-hidden />} onClick={question.open}>
          {t('broadcasts.sendNow')}
        </Button>
      )}
      <ConfirmDialog
        opened={asking}
        onClose={question.close}
        title={t('broadcasts.sendNowTitle')}
        confirm={t('broadcasts.sendNow')}
        action={send}
        onConfirm={() => send.mutate()}
      >
        <Text>{t('broadcasts.confirmNow')}</Text>
      </ConfirmDialog>
    </>
  );
}
