import { useNavigate } from '@tanstack/react-router';
import { useTable } from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Customer } from '@/api/types';
import type { CustomerSort } from '@/app/search';
import { features } from '@/components/DataTable';
import { customerColumns } from '@/pages/customers/list/columns';
import { SortHeader } from '@/pages/customers/list/SortHeader';
import { useKeptPlace } from '@/pages/customers/list/useKeptPlace';
import classes from '@/pages/customers/list/CustomerTable.module.css';

const ROW_HEIGHT = 46;
const SORTABLE = ['number', 'name'];

interface Props {
  customers: Customer[];
  total: number;
  sort: CustomerSort;
  onSort: (sort: CustomerSort) => void;
  /** What to mark. */
  query: string;
  /** Names what is shown, to come back to the same row. */
  place: string;
  more: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown };
}

/** The customers as rows; only those in sight are in the document, further ones load while scrolling. */
export function CustomerTable({ customers, total, sort, onSort, query, place, more }: Props) {
  'use no memo'; // TanStack Virtual hands out functions whose results change
  const { t } = useTranslation();
  const navigate = useNavigate();
  const viewport = useRef<HTMLDivElement>(null);
  const columns = useMemo(() => customerColumns(t, query), [t, query]);
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

  const move = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    const links = [...(viewport.current?.querySelectorAll<HTMLElement>('[data-row-link]') ?? [])];
    const at = links.indexOf(document.activeElement as HTMLElement);
    const next = links[at + (event.key === 'ArrowDown' ? 1 : -1)];
    if (at < 0 || next === undefined) return;
    event.preventDefault();
    next.focus();
  };

  return (
    // The keys only move between the links inside; each link works without them.
    // eslint-disable-next-line jsx-a11y/no-static-element-interactions
    <div ref={viewport} className={classes.viewport} onKeyDown={move}>
      <table className={classes.table} aria-label={t('customers.title')} aria-rowcount={total + 1}>
        <thead>
          <tr aria-rowindex={1}>
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
            return (
              // A convenience for the mouse; the name in the row is the link.

              <tr key={row.id} aria-rowindex={index + 2} className={classes.row} onClick={open}>
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
