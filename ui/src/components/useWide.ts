import { useMediaQuery } from '@mantine/hooks';

/** Whether there is room for a table's columns and for filters that stay open; a telephone has none. */
export function useWide(): boolean {
  return useMediaQuery('(min-width: 48em)', true, { getInitialValueInEffect: false });
}
