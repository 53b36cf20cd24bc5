import { useMediaQuery } from '@mantine/hooks';
import { useCallback, useMemo, useState } from 'react';

/** The columns that can be shown, in their order. */
export const COLUMNS = [
  'number',
  'name',
  'email',
  'phone',
  'city',
  'status',
  'credit_cents',
  'customer_groups',
  'recipient_groups',
  'newsletter',
  'participants',
  'created_at',
] as const;
export type ColumnName = (typeof COLUMNS)[number];

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
