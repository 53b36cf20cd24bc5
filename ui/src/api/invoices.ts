import { infiniteQueryOptions } from '@tanstack/react-query';
import { billingApi, body } from '@/api/client';
import { keys } from '@/api/keys';

/** A customer's invoices, newest first, also of a deleted customer. */
export function invoicesQuery(customerId: string) {
  return infiniteQueryOptions({
    queryKey: keys.invoices(customerId),
    queryFn: ({ pageParam, signal }) =>
      body(
        billingApi.GET('/api/invoices', {
          params: { query: { customer_id: customerId, ...(pageParam ? { cursor: pageParam } : {}) } },
          signal,
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
}
