import { Badge, Group, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { createColumnHelper } from '@tanstack/react-table';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { invoicesQuery } from '@/api/invoices';
import { keys } from '@/api/keys';
import type { Invoice } from '@/api/types';
import { DataTable, features } from '@/components/DataTable';
import { EmptyState } from '@/components/EmptyState';
import { Fetched } from '@/components/Fetched';
import { FollowedKey } from '@/components/FollowNotice';
import { MoreButton } from '@/components/MoreButton';
import { Panel } from '@/components/Panel';
import { useFormat } from '@/i18n/useFormat';

const COLORS: Record<Invoice['status'], string> = {
  draft: 'gray',
  open: 'blue',
  paid: 'green',
  cancelled: 'gray',
};
const helper = createColumnHelper<typeof features, Invoice>();

/** The customer's invoices, also after the customer was deleted. */
export function InvoicesTab({ customerId }: { customerId: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const query = useInfiniteQuery(invoicesQuery(customerId));
  const invoices = useMemo(() => query.data?.pages.flatMap((page) => page.items), [query.data]);
  const columns = useMemo(
    () =>
      helper.columns([
        helper.accessor('number', {
          header: t('invoices.number'),
          cell: ({ getValue }) => getValue() ?? t('invoices.draft'),
        }),
        helper.accessor('issued_at', {
          header: t('invoices.date'),
          cell: ({ row, getValue }) => format.date(getValue() ?? row.original.created_at),
        }),
        helper.accessor('due_on', {
          header: t('invoices.due'),
          cell: ({ getValue }) => (getValue() === null ? '–' : format.day(getValue() ?? '')),
        }),
        helper.accessor('total_cents', {
          header: t('invoices.total'),
          cell: ({ getValue }) => (
            <Text component="span" inherit style={{ fontVariantNumeric: 'tabular-nums' }}>
              {format.money(getValue())}
            </Text>
          ),
        }),
        helper.accessor('status', {
          header: t('invoices.status'),
          cell: ({ row, getValue }) => (
            <Group gap="xs">
              <Badge color={COLORS[getValue()]}>{t(`invoiceStatus.${getValue()}`)}</Badge>
              {row.original.customer_deleted && <Badge color="red">{t('invoices.customerDeleted')}</Badge>}
            </Group>
          ),
        }),
      ]),
    [t, format],
  );
  return (
    <Panel title={t('invoices.title')} actions={<FollowedKey queryKey={keys.invoices(customerId)} />} flush>
      <Fetched query={{ ...query, data: invoices }}>
        {(rows) =>
          rows.length === 0 ? (
            <EmptyState title={t('invoices.none')} text={t('invoices.noneText')} />
          ) : (
            <DataTable label={t('invoices.title')} columns={columns} rows={rows} rowId={({ id }) => id} />
          )
        }
      </Fetched>
      <MoreButton query={query} />
    </Panel>
  );
}
