import { Anchor, Badge, Stack, Text } from '@mantine/core';
import { createColumnHelper } from '@tanstack/react-table';
import { Link } from '@tanstack/react-router';
import type { TFunction } from 'i18next';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { countOf } from '@/api/broadcastCounts';
import type { BroadcastItem } from '@/api/types';
import { DataTable, features } from '@/components/DataTable';
import classes from '@/components/DataTable.module.css';
import { statusOf } from '@/components/messages/messageWords';
import { useWide } from '@/components/useWide';
import { useFormat } from '@/i18n/useFormat';
import {
  BROADCAST_COLORS,
  COUNTED,
  percentDone,
  standingOf,
} from '@/pages/communication/broadcasts/broadcastWords';

const helper = createColumnHelper<typeof features, BroadcastItem>();

interface Context {
  t: TFunction;
  format: ReturnType<typeof useFormat>;
  /** On a small screen all stands in one column. */
  wide: boolean;
}

function broadcastColumns({ t, format, wide }: Context) {
  const when = ({ send_at, started_at, created_at }: BroadcastItem) =>
    format.dateTime(send_at ?? started_at ?? created_at);
  const recipients = (one: BroadcastItem) =>
    one.status === 'scheduled' ? '–' : format.number(one.recipients);
  const figures = (one: BroadcastItem) =>
    COUNTED.map((name) => ({ name, count: countOf(one, [name]) }))
      .filter(({ count }) => count > 0)
      .map(
        ({ name, count }) =>
          `${statusOf({ status: name, channel: one.channel }, t, format.dateTime)}: ${format.number(count)}`,
      )
      .join(', ') || '–';
  const subject = helper.accessor('subject', {
    header: t('messages.subject'),
    cell: ({ row: { original } }) => (
      <Stack gap={6} align="flex-start">
        <What broadcast={original} />
        {!wide && <Standing broadcast={original} />}
        {!wide && <Text size="sm">{when(original)}</Text>}
        {!wide && figures(original) !== '–' && <Text size="sm">{figures(original)}</Text>}
      </Stack>
    ),
  });
  if (!wide) return helper.columns([subject]);
  return helper.columns([
    subject,
    helper.accessor('status', {
      header: t('messages.status'),
      cell: ({ row }) => <Standing broadcast={row.original} />,
    }),
    helper.accessor(when, {
      id: 'when',
      header: t('broadcasts.when'),
      cell: ({ getValue }) => <span className={classes.line}>{getValue()}</span>,
    }),
    helper.accessor(recipients, { id: 'recipients', header: t('broadcasts.recipientsShort') }),
    helper.accessor(figures, { id: 'counts', header: t('broadcasts.figures') }),
  ]);
}

function What({ broadcast: { id, subject, kind, channel } }: { broadcast: BroadcastItem }) {
  const { t } = useTranslation();
  return (
    <div style={{ overflowWrap: 'anywhere' }}>
      <Anchor
        component={Link}
        to="/kommunikation/mitteilungen/$broadcastId"
        params={{ broadcastId: id } as never}
        fw={600}
        fz="sm"
      >
        {subject}
      </Anchor>
      <Text size="xs" c="dimmed">
        {t(`broadcasts.kinds.${kind as 'notice'}`)} · {t(`channel.${channel}`)}
      </Text>
    </div>
  );
}

/** Its status, and how far it is while it runs. */
function Standing({ broadcast }: { broadcast: BroadcastItem }) {
  const { t } = useTranslation();
  const standing = standingOf(broadcast);
  return (
    <div>
      <Badge miw="max-content" color={BROADCAST_COLORS[standing]}>
        {t(`broadcasts.status.${standing}`)}
      </Badge>
      {(standing === 'running' || standing === 'sending') && (
        <Text size="xs" c="dimmed">
          {percentDone(broadcast)} %
        </Text>
      )}
    </div>
  );
}

/** Broadcasts with where they stand and their figures. */
export function BroadcastTable({ broadcasts }: { broadcasts: BroadcastItem[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const wide = useWide();
  const columns = useMemo(() => broadcastColumns({ t, format, wide }), [t, format, wide]);
  return (
    <DataTable
      label={t('broadcasts.title')}
      columns={columns}
      rows={broadcasts}
      rowId={({ id }) => id}
      minWidth={wide ? 720 : 0}
    />
  );
}
