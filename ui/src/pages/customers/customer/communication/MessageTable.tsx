import { Anchor, Stack, Text } from '@mantine/core';
import { createColumnHelper } from '@tanstack/react-table';
import type { TFunction } from 'i18next';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Message } from '@/api/types';
import { DataTable, features } from '@/components/DataTable';
import { adviceOf, dateOf, reasonOf } from '@/components/messages/messageWords';
import { RemedyLink } from '@/components/messages/Outcome';
import { StatusBadge } from '@/components/messages/StatusBadge';
import { useWide } from '@/components/useWide';
import { useFormat } from '@/i18n/useFormat';

const helper = createColumnHelper<typeof features, Message>();

interface Context {
  t: TFunction;
  format: ReturnType<typeof useFormat>;
  onOpen: (id: string) => void;
  /** On a small screen all stands in one column. */
  wide: boolean;
}

function messageColumns({ t, format, onOpen, wide }: Context) {
  const subject = helper.accessor('subject', {
    header: t('messages.subject'),
    cell: ({ row: { original } }) => (
      <Stack gap={6} align="flex-start">
        <div>
          <Anchor
            component="button"
            type="button"
            fw={600}
            fz="sm"
            ta="left"
            style={{ overflowWrap: 'anywhere' }}
            onClick={() => onOpen(original.id)}
          >
            {original.subject}
          </Anchor>
          <Text size="sm" c="dimmed">
            {t(`history.kindOf.${original.kind}`)}, {t(`channel.${original.channel}`)}
          </Text>
        </div>
        {!wide && <Sent message={original} />}
        {!wide && <Standing message={original} />}
      </Stack>
    ),
  });
  if (!wide) return helper.columns([subject]);
  return helper.columns([
    subject,
    helper.accessor((message) => dateOf(message, t, format.dateTime), {
      id: 'date',
      header: t('history.date'),
      cell: ({ row }) => <Sent message={row.original} />,
    }),
    helper.accessor('status', {
      header: t('messages.status'),
      cell: ({ row }) => <Standing message={row.original} />,
    }),
  ]);
}

/** When it was sent. */
function Sent({ message }: { message: Message }) {
  const { t } = useTranslation();
  const format = useFormat();
  return <Text size="sm">{dateOf(message, t, format.dateTime)}</Text>;
}

/** Status, the reason of a failure in plain words, and what to do about it (M3). */
function Standing({ message }: { message: Message }) {
  const { t } = useTranslation();
  const reason = reasonOf(message, t);
  const advice = adviceOf(message, t);
  return (
    <div>
      <StatusBadge message={message} />
      {reason && (
        <Text size="sm" mt={4}>
          {reason}
        </Text>
      )}
      {advice && (
        <Text size="sm" c="dimmed">
          {advice} <RemedyLink message={message} />
        </Text>
      )}
    </div>
  );
}

interface Props {
  messages: Message[];
  onOpen: (id: string) => void;
}

/** A customer's messages, each with what became of it. */
export function MessageTable({ messages, onOpen }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const wide = useWide();
  const columns = useMemo(() => messageColumns({ t, format, onOpen, wide }), [t, format, onOpen, wide]);
  return (
    <DataTable
      label={t('messages.title')}
      columns={columns}
      rows={messages}
      rowId={({ id }) => id}
      minWidth={wide ? 560 : 0}
    />
  );
}
