import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { body, customersApi, ifMatch } from '@/api/client';
import { keys } from '@/api/keys';
import type { Customer, CustomerBody, CustomerPatch } from '@/api/types';

/** What a list is narrowed to (C3, C7) and its order; the export and the selection take the same. */
export interface CustomerListQuery {
  q?: string;
  status?: 'active' | 'blocked';
  customer_group_id?: string;
  recipient_group_id?: string;
  credit?: 'positive' | 'zero' | 'negative';
  newsletter?: boolean;
  postal_code?: string;
  sort?: string;
}

const PAGE_SIZE = 100;
const HITS_TO_CHOOSE = 8;

/** All customers that match, page by page; the hits of the former query stay until the new ones are here. */
export function customersQuery(query: CustomerListQuery) {
  return infiniteQueryOptions({
    queryKey: keys.customers(query),
    queryFn: ({ pageParam, signal }) =>
      body(
        customersApi.GET('/api/customers', {
          params: {
            query: {
              ...query,
              status: query.status && [query.status],
              limit: PAGE_SIZE,
              cursor: pageParam || undefined,
            },
          },
          signal,
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
  });
}

/** The first customers that a search finds, to choose one of them. */
export function firstHitsQuery(q: string) {
  return queryOptions({
    queryKey: keys.firstHits(q),
    queryFn: async ({ signal }) =>
      (
        await body(
          customersApi.GET('/api/customers', { params: { query: { q, limit: HITS_TO_CHOOSE } }, signal }),
        )
      ).items,
    enabled: q !== '',
  });
}

export function customerQuery(id: string) {
  return queryOptions({
    queryKey: keys.customer(id),
    queryFn: ({ signal }): Promise<Customer> =>
      body(customersApi.GET('/api/customers/{customer_id}', { params: { path: { customer_id: id } }, signal })),
  });
}

/**
 * Creates a customer; the key makes a repeated try the same one. Refused with 409 and the candidates when it resembles
 * others, unless `force`; never past an e-mail address that another customer has.
 */
export function createCustomer(customer: CustomerBody, key: string, force: boolean): Promise<Customer> {
  return body(
    customersApi.POST('/api/customers', {
      params: { query: force ? { force } : {} },
      headers: { 'Idempotency-Key': key },
      body: customer,
    }),
  );
}

/** Changes the given fields; refused with 412 and the current state when `version` is not the newest. */
export function changeCustomer(id: string, version: number, changes: CustomerPatch): Promise<Customer> {
  return body(
    customersApi.PATCH('/api/customers/{customer_id}', {
      params: { path: { customer_id: id } },
      headers: ifMatch(version),
      body: changes,
    }),
  );
}

export function blockCustomer(id: string, version: number, reason: string): Promise<Customer> {
  return body(
    customersApi.POST('/api/customers/{customer_id}/block', {
      params: { path: { customer_id: id } },
      headers: ifMatch(version),
      body: { reason },
    }),
  );
}

export function unblockCustomer(id: string, version: number): Promise<Customer> {
  return body(
    customersApi.POST('/api/customers/{customer_id}/unblock', {
      params: { path: { customer_id: id } },
      headers: ifMatch(version),
    }),
  );
}

/** Deletes for good; the erasure certificate tells how far every service is. */
export async function deleteCustomer(id: string, version: number): Promise<void> {
  await customersApi.DELETE('/api/customers/{customer_id}', {
    params: { path: { customer_id: id } },
    headers: ifMatch(version),
  });
}

export function erasureQuery(customerId: string) {
  return queryOptions({
    queryKey: keys.erasure(customerId),
    queryFn: ({ signal }) =>
      body(
        customersApi.GET('/api/erasures/{customer_id}', {
          params: { path: { customer_id: customerId } },
          signal,
        }),
      ),
    // The certificate is proof, so it does not rely on the stream alone.
    refetchInterval: ({ state }) => (state.data && state.data.status !== 'complete' ? 3000 : false),
  });
}
