import { useMediaQuery } from '@mantine/hooks';
import { useCallback, useMemo, useState } from 'react';

/** The columns that can be shown, in their order, and how wide each is at least, in rem. */
const WIDTHS = {
  number: 6.5,
  name: 12,
  email: 13.5,
  phone: 10.5,
  city: 10,
  status: 6.5,
  credit_cents: 8,
  customer_groups: 11,
  recipient_groups: 11,
  newsletter: 11,
  participants: 11,
  created_at: 8,
};
export type ColumnName = keyof typeof WIDTHS;
export const COLUMNS = Object.keys(WIDTHS) as ColumnName[];
const BOX_WIDTH = 3.1;

/** These two share the room that is left. */
const GROWING: readonly ColumnName[] = ['name', 'email'];

/** How much room the columns need beside the boxes before the table scrolls sideways, in rem. */
export function widthOf(columns: readonly ColumnName[]): number {
  return columns.reduce((sum, name) => sum + WIDTHS[name], BOX_WIDTH);
}

/** The widths for a `colgroup`, the boxes first; nothing for those that grow. */
export function columnWidths(columns: readonly ColumnName[]): (string | undefined)[] {
  return [
    `${BOX_WIDTH}rem`,
    ...columns.map((name) => (GROWING.includes(name) ? undefined : `${WIDTHS[name]}rem`)),
  ];
}

/** The name is the link to the customer, so it is always there. */
export const FIXED_COLUMN: ColumnName = 'name';

const STORED = 'stammkunde-customer-columns';
const WIDE: readonly ColumnName[] = ['number', 'name', 'email', 'phone', 'city', 'status'];
const NARROW: readonly ColumnName[] = ['name', 'email', 'status'];

/** Reads what the browser remembers; columns of a former version are left out. */
export function readColumns(written: string | null): ColumnName[] | null {
  try {
    const names: unknown = JSON.parse(written ?? 'null');
    if (!Array.isArray(names)) return null;
    return COLUMNS.filter((name) => name === FIXED_COLUMN || names.includes(name));
  } catch {
    return null;
  }
}

/** The columns that somebody chose in this browser, or those that fit the screen. */
export function useShownColumns() {
  const wide = useMediaQuery('(min-width: 62em)', true, { getInitialValueInEffect: false });
  const [chosen, setChosen] = useState(() => readColumns(localStorage.getItem(STORED)));
  const shown = useMemo(() => chosen ?? [...(wide ? WIDE : NARROW)], [chosen, wide]);
  const choose = useCallback((names: readonly string[]) => {
    const written = JSON.stringify(names);
    localStorage.setItem(STORED, written);
    setChosen(readColumns(written));
  }, []);
  const reset = useCallback(() => {
    localStorage.removeItem(STORED);
    setChosen(null);
  }, []);
  return { shown, choose, reset };
}
