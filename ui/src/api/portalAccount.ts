import { queryOptions } from '@tanstack/react-query';
import { body, customersApi } from '@/api/client';
import { keys } from '@/api/keys';

/** Whether the customer can sign in to the portal. */
export function portalAccountQuery(customerId: string) {
  return queryOptions({
    queryKey: keys.portalAccount(customerId),
    queryFn: ({ signal }) =>
      body(
        customersApi.GET('/api/customers/{customer_id}/portal-account', {
          params: { path: { customer_id: customerId } },
          signal,
        }),
      ),
  });
}

/** Invites by mail; a former link of an invitation is void then. */
export async function inviteToPortal(customerId: string): Promise<void> {
  await customersApi.POST('/api/customers/{customer_id}/portal-account', {
    params: { path: { customer_id: customerId } },
  });
}

/** Who of these active customers cannot sign in to the portal, and so would not see a message there. */
export function withoutLoginQuery(ids: readonly string[]) {
  return queryOptions({
    queryKey: keys.withoutLogin(ids),
    queryFn: ({ signal }) =>
      body(
        customersApi.POST('/api/customers/without-portal-login', { body: { customer_ids: [...ids] }, signal }),
      ),
    staleTime: 0,
  });
}
