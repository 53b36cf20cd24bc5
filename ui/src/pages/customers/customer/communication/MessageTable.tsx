import { Anchor, Badge, Text } from '@mantine/core';
import { createColumnHelper } from '@tanstack/react-table';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Message } from '@/api/types';
import { DataTable, features } from '@/components/DataTable';
import classes from '@/components/DataTable.module.css';
import { useFormat } from '@/i18n/useFormat';
import { reasonOf, STATUS_COLORS } from '@/pages/customers/customer/communication/messageWords';

const helper = createColumnHelper<typeof features, Message>();

interface Props {
  messages: Message[];
  onOpen: (id: string) => void;
}

/** Messages with send date, status and the reason of a failure in plain words. */
export function MessageTable({ messages, onOpen }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const columns = useMemo(
    () =>
      helper.columns([
        helper.accessor('subject', {
          header: t('messages.subject'),
          cell: ({ row, getValue }) => (
            <Anchor
              component="button"
              type="button"
              fw={600}
              fz="sm"
              ta="left"
              onClick={() => onOpen(row.original.id)}
            >
              {getValue()}
            </Anchor>
          ),
        }),
        helper.accessor('sent_at', {
          header: t('messages.sentAt'),
          cell: ({ getValue }) => {
            const sent = getValue();
            return (
              <span className={classes.line}>
                {sent === null ? t('messages.notSent') : format.dateTime(sent)}
              </span>
            );
          },
        }),
        helper.accessor('channel', {
          header: t('messages.channel'),
          cell: ({ getValue }) => <span className={classes.line}>{t(`channel.${getValue()}`)}</span>,
        }),
        helper.accessor('status', {
          header: t('messages.status'),
          cell: ({ row, getValue }) => {
            const reason = reasonOf(row.original, t);
            return (
              <>
                <Badge color={STATUS_COLORS[getValue()]}>{t(`messageStatus.${getValue()}`)}</Badge>
                {reason && (
                  <Text size="sm" mt={4}>
                    {reason}
                  </Text>
                )}
              </>
            );
          },
        }),
      ]),
    [t, format, onOpen],
  );
  return <DataTable label={t('messages.title')} columns={columns} rows={messages} rowId={({ id }) => id} />;
}
