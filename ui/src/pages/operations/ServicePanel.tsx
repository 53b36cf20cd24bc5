import { Badge, SimpleGrid, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { createColumnHelper } from '@tanstack/react-table';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ServiceName } from '@/api/client';
import { operationsQuery } from '@/api/operations';
import type { Consumption, ServiceState } from '@/api/types';
import { DataTable, features } from '@/components/DataTable';
import { Fetched } from '@/components/Fetched';
import { Panel } from '@/components/Panel';
import { useFormat } from '@/i18n/useFormat';
import { DeadLetters } from '@/pages/operations/DeadLetters';
import { Refusals } from '@/pages/operations/Refusals';
import { isTrouble } from '@/pages/operations/troubleNames';
import { Troubles } from '@/pages/operations/Troubles';

const OUTBOX_LATE_S = 10;
const LAG_OLD_MS = 60_000;

const helper = createColumnHelper<typeof features, Consumption>();

/** One service: its outbox, what it consumed per topic, and what needs a person. */
export function ServicePanel({ service }: { service: ServiceName }) {
  const { t } = useTranslation();
  const query = useQuery(operationsQuery(service));
  const state = query.data;
  const attention =
    state !== undefined &&
    (state.parked_count > 0 ||
      state.dead_letter_count > 0 ||
      state.outbox.oldest_seconds > OUTBOX_LATE_S ||
      state.alarms.length > 0);
  return (
    <Panel
      title={t(`service.${service}`)}
      actions={
        state && (
          <Badge color={attention ? 'orange' : 'green'}>
            {attention ? t('operations.attention') : t('operations.fine')}
          </Badge>
        )
      }
    >
      <Fetched query={query}>
        {(found) => <State service={service} state={found} seenAt={query.dataUpdatedAt} />}
      </Fetched>
    </Panel>
  );
}

interface StateProps {
  service: ServiceName;
  state: ServiceState;
  seenAt: number;
}

function State({ service, state, seenAt }: StateProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const columns = useMemo(() => {
    const count = (name: Exclude<keyof Consumption, 'topic' | 'lag' | 'lag_measured_at'>) =>
      helper.accessor(name, {
        header: t(`operations.${name}`),
        cell: ({ getValue }) => format.number(getValue() ?? 0),
      });
    return helper.columns([
      helper.accessor('topic', { header: t('operations.topic') }),
      helper.accessor('lag', {
        header: t('operations.lag'),
        cell: ({ row }) => {
          const { lag, lag_measured_at: at } = row.original;
          if (lag === null || lag === undefined || !at) return '–';
          const value = format.number(lag);
          const old = seenAt - Date.parse(at) > LAG_OLD_MS;
          return old ? t('operations.lagThen', { value, at: format.dateTime(at) }) : value;
        },
      }),
      count('consumed'),
      count('applied'),
      count('duplicate'),
      count('stale'),
      count('parked'),
      count('dead_lettered'),
    ]);
  }, [t, format, seenAt]);
  const figures = [
    [t('operations.outbox'), format.number(state.outbox.size)],
    [
      t('operations.outboxAge'),
      t('operations.seconds', { value: format.number(Math.round(state.outbox.oldest_seconds)) }),
    ],
    [t('operations.parkedNow'), format.number(state.parked_count)],
    [t('operations.deadNow'), format.number(state.dead_letter_count)],
  ] as const;
  return (
    <Stack>
      <SimpleGrid component="dl" cols={{ base: 2, sm: 4 }} m={0}>
        {figures.map(([name, value]) => (
          <div key={name}>
            <Text component="dt" size="sm" c="dimmed">
              {name}
            </Text>
            <Text component="dd" m={0} fz="xl" fw={650}>
              {value}
            </Text>
          </div>
        ))}
      </SimpleGrid>
      {state.alarms
        .filter(({ name }) => name === 'broadcast_failed')
        .map(({ name, count, latest_at: at }) => (
          <Text key={name}>
            {t('operations.broadcastFailed', {
              count,
              number: format.number(count),
              at: format.dateTime(at),
            })}
          </Text>
        ))}
      <Troubles alarms={state.alarms} />
      <Refusals alarms={state.alarms.filter(({ name }) => name !== 'broadcast_failed' && !isTrouble(name))} />
      {state.consumption.length > 0 && (
        <DataTable
          label={t('operations.consumption', { service: t(`service.${service}`) })}
          columns={columns}
          rows={state.consumption}
          rowId={({ topic }) => topic}
        />
      )}
      <DeadLetters service={service} letters={state.dead_letters} />
    </Stack>
  );
}
