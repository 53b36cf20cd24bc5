import { Button, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { IconPlayerStop } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { isMoving } from '@/api/broadcastCounts';
import { cancelBroadcast } from '@/api/broadcasts';
import { keys } from '@/api/keys';
import type { Broadcast } from '@/api/types';
import { ConfirmDialog } from '@/components/ConfirmDialog';
import { toastDone } from '@/components/toasts';

/** Stops what is not handed over yet; nothing where there is nothing to stop. */
export function CancelBroadcast({ broadcast }: { broadcast: Broadcast }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [asking, question] = useDisclosure();
  const cancel = useMutation({
    mutationFn: () => cancelBroadcast(broadcast.id),
    onSuccess: (changed) => {
      client.setQueryData(keys.broadcast(changed.id), changed);
      toastDone(t('broadcasts.cancelled'));
      question.close();
    },
    onSettled: () => client.invalidateQueries({ queryKey: [keys.broadcasts[0]] }),
  });
  const stoppable =
    broadcast.status === 'scheduled' ||
    broadcast.status === 'failed' ||
    (broadcast.status !== 'cancelled' && isMoving(broadcast));
  return (
    <>
      {stoppable && (
        <Button
          variant="default"
          leftSection={<IconPlayerStop size={16} aria-hidden />}
          onClick={question.open}
        >
          {t('broadcasts.cancel')}
        </Button>
      )}
      <ConfirmDialog
        opened={asking}
        onClose={question.close}
        title={t('broadcasts.cancelTitle')}
        confirm={t('broadcasts.cancelConfirm')}
        back={t('actions.back')}
        danger
        action={cancel}
        onConfirm={() => cancel.mutate()}
      >
        <Text>
          {broadcast.status === 'scheduled' ? t('broadcasts.cancelScheduled') : t('broadcasts.cancelRunning')}
        </Text>
      </ConfirmDialog>
    </>
  );
}
