import { Group, Tooltip } from '@mantine/core';
import { createColumnHelper } from '@tanstack/react-table';
import { IconMailOff } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { TFunction } from 'i18next';
import type { Customer } from '@/api/types';
import { features } from '@/components/DataTable';
import { Highlighted } from '@/components/Highlighted';
import type { useFormat } from '@/i18n/useFormat';
import { CustomerStatusBadge } from '@/pages/customers/CustomerStatusBadge';
import type { ColumnName } from '@/pages/customers/list/table/useShownColumns';
import { listName, placeOf } from '@/pages/customers/names';
import classes from '@/pages/customers/list/table/CustomerTable.module.css';
import tableClasses from '@/components/virtual/VirtualTable.module.css';

const helper = createColumnHelper<typeof features, Customer>();

interface ColumnContext {
  t: TFunction;
  format: ReturnType<typeof useFormat>;
  /** What the search found is marked. */
  query: string;
  groupName: (id: string) => string | null | undefined;
}

/** The cell of each column that the list can show. */
function allColumns({ t, format, query, groupName }: ColumnContext) {
  const header = (name: ColumnName) => t(`customerColumn.${name}`);
  const groups = (ids: string[]) => ids.map(groupName).filter(Boolean).join(', ');
  return {
    number: helper.accessor('number', {
      header: header('number'),
      cell: ({ getValue }) => <Highlighted text={String(getValue())} query={query} />,
    }),
    name: helper.accessor(listName, {
      id: 'name',
      header: header('name'),
      cell: ({ row, getValue }) => (
        <Link
          to="/kunden/$customerId"
          params={{ customerId: row.original.id }}
          className={tableClasses.link}
          data-row-link={row.original.id}
        >
          <Highlighted text={getValue()} query={query} />
        </Link>
      ),
    }),
    email: helper.accessor('email', {
      header: header('email'),
      cell: ({ row, getValue }) => (
        <Group gap={6} wrap="nowrap">
          <span className={tableClasses.cut}>
            <Highlighted text={getValue() ?? ''} query={query} />
          </span>
          {row.original.email_health === 'undeliverable' && (
            <Tooltip label={t('emailHealth.undeliverable')}>
              <IconMailOff
                size={16}
                role="img"
                aria-label={t('emailHealth.undeliverable')}
                className={classes.warning}
              />
            </Tooltip>
          )}
        </Group>
      ),
    }),
    phone: helper.accessor('phone', {
      header: header('phone'),
      cell: ({ getValue }) => <Highlighted text={getValue() ?? ''} query={query} kind="phone" />,
    }),
    city: helper.accessor(({ address }) => placeOf(address), {
      id: 'city',
      header: header('city'),
    }),
    status: helper.accessor('status', {
      header: header('status'),
      cell: ({ getValue }) => <CustomerStatusBadge status={getValue()} />,
    }),
    credit_cents: helper.accessor(({ credit_cents }) => format.money(credit_cents), {
      id: 'credit_cents',
      header: header('credit_cents'),
    }),
    customer_groups: helper.accessor(({ customer_group_ids }) => groups(customer_group_ids), {
      id: 'customer_groups',
      header: header('customer_groups'),
    }),
    recipient_groups: helper.accessor(({ recipient_group_ids }) => groups(recipient_group_ids), {
      id: 'recipient_groups',
      header: header('recipient_groups'),
    }),
    newsletter: helper.accessor(({ newsletter_state }) => t(`newsletter.${newsletter_state}`), {
      id: 'newsletter',
      header: header('newsletter'),
    }),
    participants: helper.accessor(
      ({ participants }) => participants.map(({ first_name }) => first_name).join(', '),
      {
        id: 'participants',
        header: header('participants'),
        cell: ({ getValue }) => <Highlighted text={getValue()} query={query} />,
      },
    ),
    created_at: helper.accessor(({ created_at }) => format.date(created_at), {
      id: 'created_at',
      header: header('created_at'),
    }),
  } satisfies Record<ColumnName, unknown>;
}

/** The chosen columns of the list, in their order. */
export function customerColumns(shown: readonly ColumnName[], context: ColumnContext) {
  const all = allColumns(context);
  return helper.columns(shown.map((name) => all[name]));
}
