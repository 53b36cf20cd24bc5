import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { body, customersApi, ifMatch } from '@/api/client';
import { keys } from '@/api/keys';
import { allPages, MOST_PER_PAGE } from '@/api/pages';
import type { StaffAccount } from '@/api/types';

export type StaffRole = StaffAccount['role'];

/** Who works here; for owners only. */
export const accountsQuery = infiniteQueryOptions({
  queryKey: keys.accounts,
  queryFn: ({ pageParam, signal }) =>
    body(
      customersApi.GET('/api/accounts', {
        params: { query: pageParam ? { cursor: pageParam } : {} },
        signal,
      }),
    ),
  initialPageParam: '',
  getNextPageParam: (page) => page.next_cursor ?? undefined,
});

/** The accounts to choose from, by name. */
export const allAccountsQuery = queryOptions({
  queryKey: keys.allAccounts,
  queryFn: ({ signal }) =>
    allPages((cursor) =>
      body(customersApi.GET('/api/accounts', { params: { query: { limit: MOST_PER_PAGE, cursor } }, signal })),
    ),
});

/** What a colleague is called; 404 for one who is no more. */
export const accountNameQuery = (id: string) =>
  queryOptions({
    queryKey: keys.accountName(id),
    queryFn: ({ signal }) =>
      body(customersApi.GET('/api/accounts/{account_id}/name', { params: { path: { account_id: id } }, signal })),
    staleTime: Infinity,
  });

/** Creates an account and invites by mail; refused with 409 when the address has one. */
export function inviteAccount(
  account: { email: string; name: string; role: StaffRole },
  key: string,
): Promise<StaffAccount> {
  return body(customersApi.POST('/api/accounts', { headers: { 'Idempotency-Key': key }, body: account }));
}

/** Changes name, role or whether it may sign in; the last active owner stays one (409). */
export function changeAccount(
  account: Pick<StaffAccount, 'id' | 'version'>,
  changes: { name?: string; role?: StaffRole; active?: boolean },
): Promise<StaffAccount> {
  return body(
    customersApi.PATCH('/api/accounts/{account_id}', {
      params: { path: { account_id: account.id } },
      headers: ifMatch(account.version),
      body: changes,
    }),
  );
}

export async function removeAccount(account: StaffAccount): Promise<void> {
  await customersApi.DELETE('/api/accounts/{account_id}', {
    params: { path: { account_id: account.id } },
    headers: ifMatch(account.version),
  });
}

/** Sends the invitation once more; the former link is void then. */
export async function inviteAgain(accountId: string): Promise<void> {
  await customersApi.POST('/api/accounts/{account_id}/invitation', {
    params: { path: { account_id: accountId } },
  });
}

/** Where somebody is signed in. */
export function accountSessionsQuery(accountId: string) {
  return queryOptions({
    queryKey: keys.accountSessions(accountId),
    queryFn: async ({ signal }) => {
      const answer = await body(
        customersApi.GET('/api/accounts/{account_id}/sessions', {
          params: { path: { account_id: accountId } },
          signal,
        }),
      );
      return answer.items;
    },
    staleTime: 0,
  });
}

export async function endAccountSessions(accountId: string): Promise<void> {
  await customersApi.DELETE('/api/accounts/{account_id}/sessions', {
    params: { path: { account_id: accountId } },
  });
}
