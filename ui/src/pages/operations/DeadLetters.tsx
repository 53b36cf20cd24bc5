import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ServiceName } from '@/api/client';
import { keys } from '@/api/keys';
import { replayDeadLetter } from '@/api/operations';
import type { ServiceState } from '@/api/types';
import { toastDone, useFailureToast } from '@/components/toasts';
import { useFormat } from '@/i18n/useFormat';

interface Props {
  service: ServiceName;
  letters: ServiceState['dead_letters'];
}

/** Messages that wait for a person, by where they are and why; never by what they say. */
export function DeadLetters({ service, letters }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const client = useQueryClient();
  const onError = useFailureToast();
  const replay = useMutation({
    mutationFn: (id: number) => replayDeadLetter(service, id),
    onSuccess: async () => {
      toastDone(t('operations.replayed'));
      await client.invalidateQueries({ queryKey: keys.operations(service) });
    },
    onError,
  });
  if (letters.length === 0) return null;
  return (
    <Stack gap="xs">
      <Title order={3} size="h5">
        {t('operations.deadLetters')}
      </Title>
      {letters.map((letter) => (
        <Paper key={letter.id} withBorder p="sm">
          <Group justify="space-between" wrap="nowrap">
            <div>
              <Text size="sm" fw={600}>
                {letter.type ?? t('operations.unknownType')}
              </Text>
              <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
                {letter.topic} {letter.partition}:{letter.offset} · {format.dateTime(letter.dead_at)} ·{' '}
                {letter.reason}
              </Text>
            </div>
            <Button
              size="xs"
              variant="default"
              flex="none"
              disabled={letter.replay_requested}
              loading={replay.isPending && replay.variables === letter.id}
              onClick={() => replay.mutate(letter.id)}
            >
              {letter.replay_requested ? t('operations.replaying') : t('operations.replay')}
            </Button>
          </Group>
        </Paper>
      ))}
    </Stack>
  );
}
