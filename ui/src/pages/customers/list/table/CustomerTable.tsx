import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Customer } from '@/api/types';
import { CUSTOMER_SORT_FIELDS, type CustomerSort } from '@/app/search';
import type { More } from '@/components/virtual/useKeptPlace';
import { VirtualTable } from '@/components/virtual/VirtualTable';
import { useFormat } from '@/i18n/useFormat';
import { customerColumns } from '@/pages/customers/list/table/columns';
import { SelectAllLoaded, SelectOne } from '@/pages/customers/list/selection/SelectBoxes';
import { SortHeader } from '@/pages/customers/list/table/SortHeader';
import type { Selection } from '@/pages/customers/list/selection/useSelection';
import { columnWidths, widthOf, type ColumnName } from '@/pages/customers/list/table/useShownColumns';
import { useGroupNames } from '@/pages/customers/useGroupNames';
import classes from '@/pages/customers/list/table/CustomerTable.module.css';

const SORTABLE: readonly string[] = CUSTOMER_SORT_FIELDS;

interface Props {
  customers: Customer[];
  /** How many hits there are; -1 when nobody counted. */
  total: number;
  columns: readonly ColumnName[];
  selection: Selection;
  sort: CustomerSort;
  onSort: (sort: CustomerSort) => void;
  /** What to mark. */
  query: string;
  /** They are of a former search: nobody means to select all of these. */
  stale: boolean;
  /** Names what is shown, to come back to the same row. */
  place: string;
  more: More;
}

/** The customers as rows, each with its box; Space on a name presses it. */
export function CustomerTable({ customers, selection, sort, onSort, query, ...props }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const groupName = useGroupNames();
  const columns = useMemo(
    () => customerColumns(props.columns, { t, format, query, groupName }),
    [props.columns, t, format, query, groupName],
  );
  return (
    <VirtualTable
      label={t('customers.title')}
      columns={columns}
      rows={customers}
      rowId={({ id }) => id}
      total={props.total}
      widths={columnWidths(props.columns)}
      minWidth={widthOf(props.columns)}
      head={(column, name) =>
        SORTABLE.includes(column) ? (
          <SortHeader key={column} field={column} sort={sort} onSort={onSort}>
            {name}
          </SortHeader>
        ) : undefined
      }
      lead={{
        head: (
          <th scope="col" data-column="select">
            <SelectAllLoaded customers={customers} selection={selection} disabled={props.stale} />
          </th>
        ),
        cell: (customer) => (
          <SelectOne
            customer={customer}
            selected={selection.ids.has(customer.id)}
            onToggle={selection.toggle}
          />
        ),
      }}
      selected={(id) => selection.ids.has(id)}
      onOpen={({ id }) => void navigate({ to: '/kunden/$customerId', params: { customerId: id } })}
      onSpace={selection.toggle}
      list="stammkunde-customer-list"
      place={props.place}
      more={props.more}
      className={classes.table}
    />
  );
}
