import { useNavigate } from '@tanstack/react-router';
import { useTable } from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef, type CSSProperties, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Customer } from '@/api/types';
import { CUSTOMER_SORT_FIELDS, type CustomerSort } from '@/app/search';
import { features } from '@/components/DataTable';
import { useFormat } from '@/i18n/useFormat';
import { customerColumns } from '@/pages/customers/list/table/columns';
import { SelectAllLoaded, SelectOne } from '@/pages/customers/list/selection/SelectBoxes';
import { SortHeader } from '@/pages/customers/list/table/SortHeader';
import { useKeptPlace } from '@/pages/customers/list/table/useKeptPlace';
import type { Selection } from '@/pages/customers/list/selection/useSelection';
import { columnWidths, widthOf, type ColumnName } from '@/pages/customers/list/table/useShownColumns';
import { useGroupNames } from '@/pages/customers/useGroupNames';
import classes from '@/pages/customers/list/table/CustomerTable.module.css';

const ROW_HEIGHT = 46;
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
  /** Names what is shown, to come back to the same row. */
  place: string;
  more: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown };
}

/** The customers as rows; only those in sight are in the document, further ones load while scrolling. */
export function CustomerTable({
  customers,
  total,
  selection,
  sort,
  onSort,
  query,
  place,
  more,
  ...props
}: Props) {
  'use no memo'; // TanStack Virtual hands out functions whose results change
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const groupName = useGroupNames();
  const viewport = useRef<HTMLDivElement>(null);
  const columns = useMemo(
    () => customerColumns(props.columns, { t, format, query, groupName }),
    [props.columns, t, format, query, groupName],
  );
  const table = useTable({ features, columns, data: customers, getRowId: ({ id }) => id });
  const rows = table.getRowModel().rows;

  // eslint-disable-next-line react-hooks/incompatible-library -- the component is not memoised
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => viewport.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
  });
  const items = virtual.getVirtualItems();
  const above = items[0]?.start ?? 0;
  const below = virtual.getTotalSize() - (items.at(-1)?.end ?? 0);
  useKeptPlace(viewport, place, rows.length * ROW_HEIGHT, more);

  const last = items.at(-1)?.index ?? 0;
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = more;
  useEffect(() => {
    if (last >= rows.length - 20 && hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [last, rows.length, hasNextPage, isFetchingNextPage, fetchNextPage]);

  return (
    // The keys only move between the links inside and press their boxes; each works without them.
    // eslint-disable-next-line jsx-a11y/no-static-element-interactions
    <div
      ref={viewport}
      className={classes.viewport}
      onKeyDown={(event) => moveOrSelect(event, viewport.current, selection)}
    >
      <table
        className={classes.table}
        style={{ '--columns-min': `${widthOf(props.columns)}rem` } as CSSProperties}
        aria-label={t('customers.title')}
        aria-rowcount={total < 0 ? -1 : total + 1}
      >
        <colgroup>
          {columnWidths(props.columns).map((width, index) => (
            <col key={index} style={{ width }} />
          ))}
        </colgroup>
        <thead>
          <tr aria-rowindex={1}>
            <th scope="col" data-column="select">
              <SelectAllLoaded customers={customers} selection={selection} />
            </th>
            {table.getFlatHeaders().map((header) =>
              SORTABLE.includes(header.column.id) ? (
                <SortHeader key={header.id} field={header.column.id} sort={sort} onSort={onSort}>
                  <table.FlexRender header={header} />
                </SortHeader>
              ) : (
                <th key={header.id} scope="col" data-column={header.column.id}>
                  <table.FlexRender header={header} />
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody>
          {above > 0 && <tr aria-hidden style={{ height: above }} />}
          {items.map(({ index }) => {
            const row = rows[index];
            if (row === undefined) return null;
            const open = () =>
              void navigate({ to: '/kunden/$customerId', params: { customerId: row.original.id } });
            const selected = selection.ids.has(row.id);
            return (
              // A convenience for the mouse; the name in the row is the link.
              <tr
                key={row.id}
                aria-rowindex={index + 2}
                className={classes.row}
                data-selected={selected || undefined}
                onClick={open}
              >
                <SelectOne customer={row.original} selected={selected} onToggle={selection.toggle} />
                {row.getAllCells().map((cell) => (
                  <td key={cell.id} data-column={cell.column.id}>
                    <table.FlexRender cell={cell} />
                  </td>
                ))}
              </tr>
            );
          })}
          {below > 0 && <tr aria-hidden style={{ height: below }} />}
        </tbody>
      </table>
    </div>
  );
}

/** On a name: arrows go to the next or former one (above the first is the search), Space selects. */
function moveOrSelect(event: KeyboardEvent, viewport: HTMLElement | null, selection: Selection): void {
  const at = (event.target as HTMLElement).closest<HTMLElement>('[data-row-link]');
  if (at === null || viewport === null) return;
  if (event.key === ' ') {
    event.preventDefault();
    selection.toggle(at.dataset.rowLink ?? '');
  }
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  event.preventDefault();
  const links = [...viewport.querySelectorAll<HTMLElement>('[data-row-link]')];
  const next = links[links.indexOf(at) + (event.key === 'ArrowDown' ? 1 : -1)];
  if (next) next.focus();
  else if (event.key === 'ArrowUp') document.querySelector<HTMLElement>('[role=searchbox]')?.focus();
}
