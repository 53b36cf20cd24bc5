import { queryOptions } from '@tanstack/react-query';
import { body, customersApi } from '@/api/client';
import type { CustomerListQuery } from '@/api/customers';
import { keys } from '@/api/keys';
import { ApiProblem } from '@/api/problem';

/** More hits than this cannot be chosen at once. */
export const MOST_SELECTED = 10_000;

/** The ids of all hits, loaded or not, in their order; refused with 422 when there are more than `MOST_SELECTED`. */
export async function allHits(query: CustomerListQuery): Promise<string[]> {
  const { customer_ids } = await body(
    customersApi.GET('/api/customers/ids', {
      params: { query: { ...query, status: query.status && [query.status] } },
    }),
  );
  return customer_ids;
}

/** Who is blocked, to be named before a message goes out; nobody where the blocked are too many to be listed. */
export const blockedIdsQuery = queryOptions({
  queryKey: keys.selection({ status: 'blocked' }),
  queryFn: async () => {
    try {
      return await allHits({ status: 'blocked' });
    } catch (error) {
      if (error instanceof ApiProblem && error.status === 422) return [];
      throw error;
    }
  },
  staleTime: 0,
});

/** Where the browser downloads the displayed customers from: same search, filters and order, streamed (C8). */
export function exportUrl(query: CustomerListQuery, language: string): string {
  const parameters = new URLSearchParams({ lang: language });
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) parameters.append(name, String(value));
  }
  return `/api/customers/export.csv?${parameters}`;
}
