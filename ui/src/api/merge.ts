import { queryOptions } from '@tanstack/react-query';
import { body, customersApi, ifMatch } from '@/api/client';
import { keys } from '@/api/keys';
import type { Customer, MergeChoice, MergePreview } from '@/api/types';

/** The customers whom this one resembles, and why. */
export function duplicatesQuery(customerId: string) {
  return queryOptions({
    queryKey: keys.duplicates(customerId),
    queryFn: async ({ signal }) =>
      (
        await body(
          customersApi.GET('/api/customers/{customer_id}/duplicates', {
            params: { path: { customer_id: customerId } },
            signal,
          }),
        )
      ).candidates,
  });
}

/** Who was merged into this customer. */
export function mergesQuery(customerId: string) {
  return queryOptions({
    queryKey: keys.merges(customerId),
    queryFn: async ({ signal }) =>
      (
        await body(
          customersApi.GET('/api/customers/{customer_id}/merges', {
            params: { path: { customer_id: customerId } },
            signal,
          }),
        )
      ).items,
  });
}

/** What merging `source` into `survivor` would do; changes nothing. */
export function mergePreviewQuery(source: string, survivor: string) {
  return queryOptions({
    queryKey: keys.mergePreview(source, survivor),
    queryFn: ({ signal }) =>
      body(
        customersApi.POST('/api/customers/{customer_id}/merge', {
          params: { path: { customer_id: source }, query: { dry_run: true } },
          body: { into: survivor },
          signal,
        }),
      ) as Promise<MergePreview>,
  });
}

interface WantedMerge {
  source: { id: string; version: number };
  survivor: string;
  choices: Record<string, MergeChoice>;
}

/** Merges for good but for the time of the undo; refused with 412 when the source changed since the preview. */
export function mergeCustomers({ source, survivor, choices }: WantedMerge): Promise<Customer> {
  return body(
    customersApi.POST('/api/customers/{customer_id}/merge', {
      params: { path: { customer_id: source.id } },
      headers: ifMatch(source.version),
      body: { into: survivor, choices },
    }),
  ) as Promise<Customer>;
}

/** Takes a merge back; answers with the customer who is on their own again. */
export function undoMerge(mergedId: string): Promise<Customer> {
  return body(
    customersApi.POST('/api/customers/{customer_id}/merge/undo', {
      params: { path: { customer_id: mergedId } },
    }),
  );
}
