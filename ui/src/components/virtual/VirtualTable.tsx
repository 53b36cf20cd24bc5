import { useTable, type ColumnDef, type RowData } from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, type CSSProperties, type KeyboardEvent, type ReactNode } from 'react';
import { features } from '@/components/DataTable';
import { useKeptPlace, type More } from '@/components/virtual/useKeptPlace';
import classes from '@/components/virtual/VirtualTable.module.css';

const ROW_HEIGHT = 46;

interface Props<T extends RowData> {
  label: string;
  /** Columns and rows must be stable between renders. One cell of a row carries `data-row-link` with the row's id. */
  columns: ColumnDef<typeof features, T>[];
  rows: T[];
  rowId: (row: T) => string;
  /** How many hits there are; -1 when nobody counted. */
  total: number;
  /** For each column, the leading one first; those without one share the room that is left. */
  widths: readonly (string | undefined)[];
  /** How much room the columns need before the table scrolls sideways, in rem. */
  minWidth: number;
  /** Head cell of a column that has more than its name in it. */
  head?: (column: string, name: ReactNode) => ReactNode;
  /** A column before the others. */
  lead?: { head: ReactNode; cell: (row: T) => ReactNode };
  selected?: (id: string) => boolean;
  onOpen: (row: T) => void;
  /** What Space does on a row's link. */
  onSpace?: (id: string) => void;
  /** The list's name, and what of it is shown, to come back to the same row. */
  list: string;
  place: string;
  more: More;
  className?: string | undefined;
}

/** Rows of which only those in sight are in the document; further ones load while scrolling. */
export function VirtualTable<T extends RowData>({ columns, rows: data, rowId, more, ...props }: Props<T>) {
  'use no memo'; // TanStack Virtual hands out functions whose results change
  const viewport = useRef<HTMLDivElement>(null);
  const table = useTable({ features, columns, data, getRowId: rowId });
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
  useKeptPlace(viewport, props.list, props.place, rows.length * ROW_HEIGHT, more);

  const last = items.at(-1)?.index ?? 0;
  const { hasNextPage, isFetching, fetchNextPage } = more;
  useEffect(() => {
    if (last >= rows.length - 20 && hasNextPage && !isFetching) void fetchNextPage();
  }, [last, rows.length, hasNextPage, isFetching, fetchNextPage]);

  return (
    // The keys only move between the links inside and press their boxes; each works without them.
    // eslint-disable-next-line jsx-a11y/no-static-element-interactions
    <div
      ref={viewport}
      className={classes.viewport}
      onKeyDown={(event) => moveOrPress(event, viewport.current, props.onSpace)}
    >
      <table
        className={[classes.table, props.className].filter(Boolean).join(' ')}
        style={{ '--columns-min': `${props.minWidth}rem` } as CSSProperties}
        aria-label={props.label}
        aria-rowcount={props.total < 0 ? -1 : props.total + 1}
      >
        <colgroup>
          {props.widths.map((width, index) => (
            <col key={index} style={{ width }} />
          ))}
        </colgroup>
        <thead>
          <tr aria-rowindex={1}>
            {props.lead?.head}
            {table.getFlatHeaders().map((header) => {
              const name = <table.FlexRender header={header} />;
              return (
                props.head?.(header.column.id, name) ?? (
                  <th key={header.id} scope="col" data-column={header.column.id}>
                    {name}
                  </th>
                )
              );
            })}
          </tr>
        </thead>
        <tbody>
          {above > 0 && <tr aria-hidden style={{ height: above }} />}
          {items.map(({ index }) => {
            const row = rows[index];
            if (row === undefined) return null;
            return (
              // A convenience for the mouse; what carries the row's name is the link.
              <tr
                key={row.id}
                aria-rowindex={index + 2}
                className={classes.row}
                data-selected={props.selected?.(row.id) === true ? true : undefined}
                onClick={() => props.onOpen(row.original)}
              >
                {props.lead?.cell(row.original)}
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

/** On a row's link: arrows go to the next or former one (above the first is the search), Space is the list's. */
function moveOrPress(
  event: KeyboardEvent,
  viewport: HTMLElement | null,
  onSpace: ((id: string) => void) | undefined,
): void {
  const at = (event.target as HTMLElement).closest<HTMLElement>('[data-row-link]');
  if (at === null || viewport === null) return;
  if (event.key === ' ' && onSpace) {
    event.preventDefault();
    onSpace(at.dataset.rowLink ?? '');
  }
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  event.preventDefault();
  const links = [...viewport.querySelectorAll<HTMLElement>('[data-row-link]')];
  const next = links[links.indexOf(at) + (event.key === 'ArrowDown' ? 1 : -1)];
  if (next) next.focus();
  else if (event.key === 'ArrowUp') document.querySelector<HTMLElement>('[role=searchbox]')?.focus();
}
