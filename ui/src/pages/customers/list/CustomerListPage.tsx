import { Button, Group, Paper, SegmentedControl } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { IconPlus } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { customersQuery } from '@/api/customers';
import type { ListSearch } from '@/app/search';
import { EmptyState } from '@/components/EmptyState';
import { Fetched } from '@/components/Fetched';
import { PageHeader } from '@/components/PageHeader';
import { usePageTitle } from '@/components/usePageTitle';
import { CreateCustomerDialog } from '@/pages/customers/list/CreateCustomerDialog';
import { CustomerTable } from '@/pages/customers/list/CustomerTable';
import { SearchField } from '@/pages/customers/list/SearchField';
import { useFormat } from '@/i18n/useFormat';

/** Kunden › Übersicht: search, filters and order live in the address, so back and reload keep the place. */
export default function CustomerListPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate({ from: '/kunden' });
  const search = useSearch({ from: '/staff/kunden' });
  const [creating, dialog] = useDisclosure();
  usePageTitle(t('customers.title'));

  const query = useInfiniteQuery(customersQuery({ ...search, sort: search.sort ?? 'name' }));
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.items), [query.data]);
  const total = query.data?.pages[0]?.total;

  const show = (change: Partial<Record<keyof ListSearch, string | undefined>>) =>
    void navigate({ search: (now) => ({ ...now, ...change }) as ListSearch, replace: true });

  const counted =
    typeof total === 'number' && t('customers.count', { count: total, number: format.number(total) });
  const filtered = search.q !== undefined || search.status !== undefined;

  return (
    <>
      <PageHeader
        title={t('customers.title')}
        below={<span role="status">{counted || ' '}</span>}
        actions={
          <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={dialog.open}>
            {t('customers.create')}
          </Button>
        }
      />
      <Group mb="md" gap="md" align="flex-end">
        <SearchField
          value={search.q ?? ''}
          busy={query.isFetching && !query.isFetchingNextPage}
          onChange={(q) => show({ q: q === '' ? undefined : q })}
        />
        <SegmentedControl
          aria-label={t('customers.statusFilter')}
          value={search.status ?? ''}
          onChange={(status) => show({ status: status === '' ? undefined : status })}
          data={[
            { value: '', label: t('customers.all') },
            { value: 'active', label: t('customerStatus.active') },
            { value: 'blocked', label: t('customerStatus.blocked') },
          ]}
        />
      </Group>
      <Paper withBorder style={{ overflow: 'hidden' }}>
        <Fetched query={{ ...query, data: rows }}>
          {(customers) =>
            customers.length > 0 ? (
              <CustomerTable
                customers={customers}
                total={total ?? customers.length}
                sort={search.sort ?? 'name'}
                onSort={(sort) => show({ sort: sort === 'name' ? undefined : sort })}
                query={query.isPlaceholderData ? '' : (search.q ?? '')}
                place={JSON.stringify(search)}
                more={query}
              />
            ) : (
              <EmptyState
                title={filtered ? t('customers.noHits') : t('customers.none')}
                text={filtered ? t('customers.noHitsText') : t('customers.noneText')}
                action={
                  filtered && (
                    <Button variant="default" onClick={() => show({ q: undefined, status: undefined })}>
                      {t('customers.showAll')}
                    </Button>
                  )
                }
              />
            )
          }
        </Fetched>
      </Paper>
      <CreateCustomerDialog opened={creating} onClose={dialog.close} />
    </>
  );
}
