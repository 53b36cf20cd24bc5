import { queryOptions } from '@tanstack/react-query';
import { body, customersApi } from '@/api/client';
import type { CustomerListQuery } from '@/api/customers';
import { keys } from '@/api/keys';

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

/** The same as a query, to tell the selected that are hits from those that are not. */
export function hitIdsQuery(query: CustomerListQuery) {
  return queryOptions({ queryKey: keys.selection(query), queryFn: () => allHits(query), retry: false });
}

/** Where the browser downloads the displayed customers from: same search, filters and order, streamed (C8). */
export function exportUrl(query: CustomerListQuery, language: string): string {
  const parameters = new URLSearchParams({ lang: language });
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) parameters.append(name, String(value));
  }
  return `/api/customers/export.csv?${parameters}`;
}
