import { Alert, Button, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { resumeBroadcast } from '@/api/broadcasts';
import { keys } from '@/api/keys';
import type { Broadcast } from '@/api/types';
import { toastDone, useFailureToast } from '@/components/toasts';

/** That not everybody has their message yet because something is wrong, and how to go on. */
export function Failure({ broadcast }: { broadcast: Broadcast }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const onError = useFailureToast();
  const resume = useMutation({
    mutationFn: () => resumeBroadcast(broadcast.id),
    onSuccess: (changed) => {
      client.setQueryData(keys.broadcast(changed.id), changed);
      toastDone(t('broadcasts.resumed'));
    },
    onError,
    onSettled: () => client.invalidateQueries({ queryKey: [keys.broadcasts[0]] }),
  });
  const { status, failure } = broadcast;
  if (failure === null) return null;
  const code = <Text size="sm">{t('broadcasts.code', { code: failure })}</Text>;
  if (status !== 'failed') {
    return (
      <Alert color="yellow" title={t('broadcasts.stumbledTitle')} role="status">
        {t('broadcasts.stumbledText')} {code}
      </Alert>
    );
  }
  return (
    <Alert color="red" title={t('broadcasts.failedTitle')}>
      <Stack gap="sm" align="flex-start">
        <div>
          {t('broadcasts.failedText')} {code}
        </div>
        <Button
          size="xs"
          leftSection={<IconPlayerPlay size={16} aria-hidden />}
          loading={resume.isPending}
          onClick={() => resume.mutate()}
        >
          {t('broadcasts.resume')}
        </Button>
      </Stack>
    </Alert>
  );
}
