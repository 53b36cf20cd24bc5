import { useQueries } from '@tanstack/react-query';
import { customerQuery } from '@/api/customers';
import type { Customer } from '@/api/types';

/** The customers with these ids, as far as they are loaded; kept up to date. */
export function usePicked(ids: readonly string[]): readonly (Customer | undefined)[] {
  return useQueries({
    queries: ids.map((id) => customerQuery(id)),
    combine: (results) => results.map(({ data }) => data),
  });
}
