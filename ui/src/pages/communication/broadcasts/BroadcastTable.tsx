import { Anchor, Badge, Text } from '@mantine/core';
import { createColumnHelper } from '@tanstack/react-table';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { countOf } from '@/api/broadcastCounts';
import type { BroadcastItem } from '@/api/types';
import { DataTable, features } from '@/components/DataTable';
import classes from '@/components/DataTable.module.css';
import { useFormat } from '@/i18n/useFormat';
import { BROADCAST_COLORS, COUNTED, percentDone } from '@/pages/communication/broadcasts/broadcastWords';

const helper = createColumnHelper<typeof features, BroadcastItem>();

/** Broadcasts with where they stand and their figures. */
export function BroadcastTable({ broadcasts }: { broadcasts: BroadcastItem[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const columns = useMemo(
    () =>
      helper.columns([
        helper.accessor('subject', {
          header: t('messages.subject'),
          cell: ({ row: { original }, getValue }) => (
            <>
              <Anchor
                component={Link}
                to="/kommunikation/mitteilungen/$broadcastId"
                params={{ broadcastId: original.id } as never}
                fw={600}
                fz="sm"
              >
                {getValue()}
              </Anchor>
              <Text size="xs" c="dimmed">
                {t(`broadcasts.kinds.${original.kind as 'notice'}`)} · {t(`channel.${original.channel}`)}
              </Text>
            </>
          ),
        }),
        helper.accessor('status', {
          header: t('messages.status'),
          cell: ({ row: { original }, getValue }) => (
            <>
              <Badge miw="max-content" color={BROADCAST_COLORS[getValue()]}>
                {t(`broadcasts.status.${getValue()}`)}
              </Badge>
              {getValue() === 'running' && (
                <Text size="xs" c="dimmed">
                  {percentDone(original)} %
                </Text>
              )}
            </>
          ),
        }),
        helper.accessor('created_at', {
          header: t('broadcasts.when'),
          cell: ({ row: { original } }) => (
            <span className={classes.line}>
              {format.dateTime(original.send_at ?? original.started_at ?? original.created_at)}
            </span>
          ),
        }),
        helper.accessor('recipients', {
          header: t('broadcasts.recipientsShort'),
          cell: ({ row: { original }, getValue }) =>
            original.status === 'scheduled' ? '–' : format.number(getValue()),
        }),
        helper.accessor('counts', {
          header: t('broadcasts.figures'),
          cell: ({ row: { original } }) =>
            COUNTED.map((name) => ({ name, count: countOf(original, [name]) }))
              .filter(({ count }) => count > 0)
              .map(({ name, count }) => `${t(`messageStatus.${name}`)}: ${format.number(count)}`)
              .join(', ') || '–',
        }),
      ]),
    [t, format],
  );
  return (
    <DataTable label={t('broadcasts.title')} columns={columns} rows={broadcasts} rowId={({ id }) => id} />
  );
}
