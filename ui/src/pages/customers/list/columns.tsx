import { Group, Tooltip } from '@mantine/core';
import { createColumnHelper } from '@tanstack/react-table';
import { IconMailOff } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { TFunction } from 'i18next';
import type { Customer } from '@/api/types';
import { features } from '@/components/DataTable';
import { Highlighted } from '@/components/Highlighted';
import { CustomerStatusBadge } from '@/pages/customers/CustomerStatusBadge';
import { listName } from '@/pages/customers/names';
import classes from '@/pages/customers/list/CustomerTable.module.css';

const helper = createColumnHelper<typeof features, Customer>();

/** The columns of the list; what the search found is marked in them. */
export function customerColumns(t: TFunction, query: string) {
  return helper.columns([
    helper.accessor('number', {
      header: t('customers.number'),
      cell: ({ getValue }) => <Highlighted text={String(getValue())} query={query} />,
    }),
    helper.accessor(listName, {
      id: 'name',
      header: t('customers.name'),
      cell: ({ row, getValue }) => (
        <Link
          to="/kunden/$customerId"
          params={{ customerId: row.original.id }}
          className={classes.link}
          data-row-link
        >
          <Highlighted text={getValue()} query={query} />
        </Link>
      ),
    }),
    helper.accessor('email', {
      header: t('customers.email'),
      cell: ({ row, getValue }) => (
        <Group gap={6} wrap="nowrap">
          <span className={classes.cut}>
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
    helper.accessor('phone', {
      header: t('customers.phone'),
      cell: ({ getValue }) => <Highlighted text={getValue() ?? ''} query={query} kind="phone" />,
    }),
    helper.accessor(({ address }) => [address?.postal_code, address?.city].filter(Boolean).join(' '), {
      id: 'city',
      header: t('customers.city'),
    }),
    helper.accessor('status', {
      header: t('customers.status'),
      cell: ({ getValue }) => <CustomerStatusBadge status={getValue()} />,
    }),
  ]);
}
