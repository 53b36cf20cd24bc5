import { Alert, Button, Group, Progress, SimpleGrid, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { cancelImport, startImport } from '@/api/imports';
import { keys } from '@/api/keys';
import type { Import } from '@/api/types';
import { FormFailure } from '@/components/FormFailure';
import { Panel } from '@/components/Panel';
import { useFormat } from '@/i18n/useFormat';

/** The figures, what happens next, and the way to start or stop it. */
export function ImportProgress({ job }: { job: Import }) {
  const { t } = useTranslation();
  const format = useFormat();
  const client = useQueryClient();
  const show = (changed: Import) => client.setQueryData(keys.import(changed.id), changed);
  const start = useMutation({ mutationFn: () => startImport(job.id), onSuccess: show });
  const cancel = useMutation({ mutationFn: () => cancelImport(job.id), onSuccess: show });

  const finished = job.rows_done + job.rows_failed;
  const percent = job.rows_valid > 0 ? Math.round((100 * finished) / job.rows_valid) : 0;
  const moving = job.status === 'running' || job.status === 'reading';
  const figures = [
    [t('import.total'), job.rows_total],
    [t('import.valid'), job.rows_valid],
    [t('import.rejected'), job.rows_rejected],
    [t('import.done'), job.rows_done],
    [t('import.failed'), job.rows_failed],
  ] as const;

  return (
    <Panel>
      <Stack>
        <FormFailure error={start.error ?? cancel.error} />
        <Alert
          role="status"
          color={job.status === 'failed' ? 'red' : job.status === 'done' ? 'green' : 'blue'}
          title={t(`importTitle.${job.status}`)}
        >
          {job.failure?.message ??
            t(`importText.${job.status}`, { count: job.rows_valid, number: format.number(job.rows_valid) })}
        </Alert>
        <SimpleGrid component="dl" cols={{ base: 2, sm: 5 }} m={0}>
          {figures.map(([name, value]) => (
            <div key={name}>
              <Text component="dt" size="sm" c="dimmed">
                {name}
              </Text>
              <Text component="dd" m={0} fz="xl" fw={650}>
                {format.number(value)}
              </Text>
            </div>
          ))}
        </SimpleGrid>
        {(moving || finished > 0) && (
          <Progress.Root size="xl">
            <Progress.Section
              value={job.status === 'reading' ? 100 : percent}
              animated={moving}
              aria-label={t('import.progress')}
            >
              {job.status !== 'reading' && percent > 8 && <Progress.Label>{percent} %</Progress.Label>}
            </Progress.Section>
          </Progress.Root>
        )}
        <Group>
          {job.status === 'checked' && job.rows_valid > 0 && (
            <Button loading={start.isPending} onClick={() => start.mutate()}>
              {t('import.start', { count: job.rows_valid, number: format.number(job.rows_valid) })}
            </Button>
          )}
          {['reading', 'checked', 'running'].includes(job.status) && (
            <Button variant="default" loading={cancel.isPending} onClick={() => cancel.mutate()}>
              {job.status === 'running' ? t('import.stop') : t('import.discard')}
            </Button>
          )}
          {job.status === 'done' && (
            <Button component={Link} to="/kunden">
              {t('import.toCustomers')}
            </Button>
          )}
        </Group>
      </Stack>
    </Panel>
  );
}
