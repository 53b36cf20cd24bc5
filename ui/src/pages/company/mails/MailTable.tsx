import { Group, Text, UnstyledButton } from '@mantine/core';
import { IconClock, IconPencil, IconUserCircle } from '@tabler/icons-react';
import { createColumnHelper } from '@tanstack/react-table';
import { Link } from '@tanstack/react-router';
import type { TFunction } from 'i18next';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Message } from '@/api/types';
import { features } from '@/components/DataTable';
import { Highlighted } from '@/components/Highlighted';
import { dateOf, isOnlyWritten, reasonOf } from '@/components/messages/messageWords';
import { StatusBadge } from '@/components/messages/StatusBadge';
import type { More } from '@/components/virtual/useKeptPlace';
import { VirtualTable } from '@/components/virtual/VirtualTable';
import classes from '@/components/virtual/VirtualTable.module.css';
import { useWide } from '@/components/useWide';
import { useFormat } from '@/i18n/useFormat';

const helper = createColumnHelper<typeof features, Message>();

interface Context {
  t: TFunction;
  format: ReturnType<typeof useFormat>;
  query: string;
  onOpen: (id: string) => void;
  /** On a small screen the subject's cell names the customer too. */
  wide: boolean;
}

/** Each column with its width; those without share the room that is left. */
function allColumns({ t, format, query, onOpen, wide }: Context) {
  return {
    date: {
      width: '10.8rem',
      column: helper.accessor((message) => dateOf(message, t, format.dateTime), {
        id: 'date',
        header: t('history.date'),
        cell: ({ row: { original }, getValue }) =>
          original.scheduled_for && !original.sent_at ? (
            <Group gap={4} wrap="nowrap" title={getValue()}>
              <IconClock size={15} style={{ flex: 'none' }} role="img" aria-label={t('history.planned')} />
              {format.dateTime(original.scheduled_for)}
            </Group>
          ) : isOnlyWritten(original) ? (
            <Group gap={4} wrap="nowrap" title={getValue()}>
              <IconPencil
                size={15}
                style={{ flex: 'none' }}
                role="img"
                aria-label={t('history.writtenIcon')}
              />
              {format.dateTime(original.created_at)}
            </Group>
          ) : (
            getValue()
          ),
      }),
    },
    subject: {
      width: undefined,
      column: helper.accessor('subject', {
        header: t('history.subject'),
        cell: ({ row, getValue }) => (
          <UnstyledButton
            className={classes.link}
            display="block"
            w="100%"
            fz="inherit"
            data-row-link={row.id}
            title={getValue()}
            onClick={(event) => {
              event.stopPropagation();
              onOpen(row.id);
            }}
          >
            <span className={wide ? `${classes.cutLink} ${classes.twoLines}` : classes.cut}>
              <Highlighted text={getValue()} query={query} />
            </span>
            {!wide && (
              <Text component="span" size="xs" c="dimmed" className={classes.cut}>
                <Highlighted text={row.original.customer_name} query={query} />
              </Text>
            )}
          </UnstyledButton>
        ),
      }),
    },
    customer: {
      width: undefined,
      column: helper.accessor('customer_name', {
        header: t('history.customer'),
        cell: ({ row, getValue }) => (
          <Link
            to="/kunden/$customerId"
            params={{ customerId: row.original.customer_id }}
            search={{ reiter: 'kommunikation' }}
            className={`${classes.link} ${classes.cutLink}`}
            style={{ fontWeight: 400 }}
            onClick={(event) => event.stopPropagation()}
          >
            <Highlighted text={getValue() || t('history.action.toCustomer')} query={query} />
          </Link>
        ),
      }),
    },
    kind: {
      width: '8.4rem',
      column: helper.accessor('kind', {
        header: t('history.kind'),
        cell: ({ row, getValue }) => (
          <Group gap={4} wrap="nowrap">
            {t(`history.kindOf.${getValue()}`)}
            {row.original.channel === 'portal' && (
              <IconUserCircle
                size={16}
                style={{ flex: 'none' }}
                role="img"
                aria-label={t('history.inPortal')}
              />
            )}
          </Group>
        ),
      }),
    },
    status: {
      width: '10.6rem',
      column: helper.accessor('status', {
        header: t('history.status'),
        cell: ({ row }) => <StatusBadge message={row.original} />,
      }),
    },
    reason: {
      width: undefined,
      column: helper.accessor((message) => reasonOf(message, t), {
        id: 'reason',
        header: t('history.filter.reason'),
        cell: ({ getValue }) => (
          <span className={classes.twoLines} title={getValue()}>
            {getValue()}
          </span>
        ),
      }),
    },
  };
}

const WIDE = ['date', 'subject', 'customer', 'kind', 'status', 'reason'] as const;
const NARROW = ['subject', 'status'] as const;

interface Props {
  messages: Message[];
  total: number;
  /** What to mark. */
  query: string;
  place: string;
  more: More;
  onOpen: (id: string) => void;
}

/** The messages as rows, newest first; a row opens its message, the name leads to the customer. */
export function MailTable({ messages, total, query, place, more, onOpen }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const wide = useWide();
  const shown = useMemo(() => {
    const all = allColumns({ t, format, query, onOpen, wide });
    const names: readonly (keyof typeof all)[] = wide ? WIDE : NARROW;
    return {
      columns: helper.columns(names.map((name) => all[name].column)),
      widths: names.map((name) => all[name].width),
    };
  }, [t, format, query, onOpen, wide]);
  return (
    <VirtualTable
      label={t('history.title')}
      columns={shown.columns}
      rows={messages}
      rowId={({ id }) => id}
      total={total}
      widths={shown.widths}
      minWidth={wide ? 58 : 20}
      onOpen={({ id }) => onOpen(id)}
      list="stammkunde-mail-list"
      place={place}
      more={more}
    />
  );
}
