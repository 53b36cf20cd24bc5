import { Paper } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { customersQuery } from '@/api/customers';
import { readListSearch } from '@/app/search';
import { Fetched } from '@/components/Fetched';
import { FilterButton } from '@/components/FilterButton';
import { ListSearchField } from '@/components/list/ListSearchField';
import { NothingListed } from '@/components/list/NothingListed';
import { useNarrowing } from '@/components/list/useNarrowing';
import { PageHeader } from '@/components/PageHeader';
import { usePageTitle } from '@/components/usePageTitle';
import { useFormat } from '@/i18n/useFormat';
import { ColumnChooser } from '@/pages/customers/list/table/ColumnChooser';
import { CustomerFilters, filterCount, NO_FILTERS } from '@/pages/customers/list/CustomerFilters';
import { CustomerTable } from '@/pages/customers/list/table/CustomerTable';
import { ListActions } from '@/pages/customers/list/ListActions';
import { SelectionBar } from '@/pages/customers/list/selection/SelectionBar';
import { useSelection } from '@/pages/customers/list/selection/useSelection';
import { useShownColumns } from '@/pages/customers/list/table/useShownColumns';

/** Kunden › Übersicht: search, filters and order live in the address, so back and reload keep the place. */
export default function CustomerListPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const search = useSearch({ from: '/staff/kunden' });
  const selection = useSelection();
  const columns = useShownColumns();
  const [unfolded, setUnfolded] = useState(false);
  usePageTitle(t('customers.title'));

  const wanted = { ...search, sort: search.sort ?? 'name' };
  const query = useInfiniteQuery(customersQuery(wanted));
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.items), [query.data]);
  // Until a new search is answered, the hits of the former one stay in sight.
  const stale = query.isPlaceholderData;
  const first = query.data?.pages[0];
  const total = first?.total ?? 0;
  const totalIsExact = first?.total_is_exact ?? true;

  const show = useNarrowing('/kunden', readListSearch);

  const counted =
    first === undefined
      ? ''
      : t(totalIsExact ? 'customers.count' : 'customerList.countMore', {
          count: total,
          number: format.number(total),
        });
  const filters = filterCount(search);
  const narrowed = search.q !== undefined || filters > 0;

  return (
    <>
      <PageHeader
        title={t('customers.title')}
        below={<span role="status">{counted || ' '}</span>}
        actions={<ListActions query={wanted} counted={counted} selection={selection} loaded={rows ?? []} />}
      />
      <ListSearchField
        label={t('customers.search')}
        hint={t('customers.searchHint')}
        clear={t('customers.clearSearch')}
        q={search.q}
        query={query}
        onSearch={show}
      >
        <ColumnChooser shown={columns.shown} onChoose={columns.choose} onReset={columns.reset} />
        <FilterButton count={filters} unfolded={unfolded} onToggle={() => setUnfolded(!unfolded)} />
      </ListSearchField>
      <CustomerFilters search={search} onChange={show} unfolded={unfolded} />
      <Paper withBorder style={{ overflow: 'hidden' }}>
        <SelectionBar
          selection={selection}
          query={wanted}
          loaded={rows?.map(({ id }) => id) ?? []}
          total={total}
          totalIsExact={totalIsExact}
          stale={stale}
        />
        <Fetched query={{ ...query, data: rows }}>
          {(customers) =>
            customers.length > 0 ? (
              <CustomerTable
                customers={customers}
                total={totalIsExact ? total : -1}
                columns={columns.shown}
                selection={selection}
                sort={wanted.sort}
                onSort={(sort) => show({ sort: sort === 'name' ? undefined : sort })}
                query={stale ? '' : (search.q ?? '')}
                stale={stale}
                place={JSON.stringify(search)}
                more={query}
              />
            ) : (
              <NothingListed
                narrowed={narrowed}
                none={{ title: t('customers.none'), text: t('customers.noneText') }}
                noHits={{ title: t('customers.noHits'), text: t('customerList.noHitsText') }}
                showAll={t('customers.showAll')}
                onShowAll={() => show({ q: undefined, ...NO_FILTERS })}
              />
            )
          }
        </Fetched>
      </Paper>
    </>
  );
}
