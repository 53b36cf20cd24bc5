import { infiniteQueryOptions, keepPreviousData } from '@tanstack/react-query';
import { body, customersApi } from '@/api/client';
import { keys } from '@/api/keys';

/** Who did what, newest first; for owners only. */
export function auditQuery(query: { account_id?: string; customer_id?: string; action?: string }) {
  return infiniteQueryOptions({
    queryKey: keys.audit(query),
    queryFn: ({ pageParam, signal }) =>
      body(
        customersApi.GET('/api/audit', {
          params: { query: { ...query, ...(pageParam ? { cursor: pageParam } : {}) } },
          signal,
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
  });
}
