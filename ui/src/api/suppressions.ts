import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { body, messagingApi } from '@/api/client';
import { keys } from '@/api/keys';
import type { Suppression } from '@/api/types';

/** What the list of suppressed addresses is narrowed to, by the names of the API. */
export interface SuppressionListQuery {
  q?: string;
  scope?: Suppression['scope'];
  active?: boolean;
  customer_id?: string;
}

export function suppressionsQuery(query: SuppressionListQuery) {
  return infiniteQueryOptions({
    queryKey: keys.suppressions(query),
    queryFn: ({ pageParam, signal }) =>
      body(
        messagingApi.GET('/api/suppressions', {
          params: { query: { ...query, cursor: pageParam || undefined } },
          signal,
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
  });
}

/** What holds for a customer's address now. */
export function suppressionsOfQuery(customerId: string) {
  return queryOptions({
    queryKey: keys.suppressionsOf(customerId),
    queryFn: async ({ signal }) =>
      (
        await body(
          messagingApi.GET('/api/suppressions', {
            params: { query: { customer_id: customerId, active: true } },
            signal,
          }),
        )
      ).items,
  });
}

/** Suppresses a customer's address by hand. */
export function addSuppression(
  customerId: string,
  scope: Suppression['scope'],
  key: string,
): Promise<Suppression> {
  return body(
    messagingApi.POST('/api/suppressions', {
      headers: { 'Idempotency-Key': key },
      body: { customer_id: customerId, scope, reason: 'manual' },
    }),
  );
}

/** Lets mail go there again; refused with 409 where only the customer may. */
export function liftSuppression(id: string): Promise<Suppression> {
  return body(
    messagingApi.POST('/api/suppressions/{suppression_id}/lift', {
      params: { path: { suppression_id: id } },
    }),
  );
}
