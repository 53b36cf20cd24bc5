import { queryOptions } from '@tanstack/react-query';
import { body, customersApi, ifMatch } from '@/api/client';
import { keys } from '@/api/keys';
import { allPages, MOST_PER_PAGE } from '@/api/pages';
import type { CustomerGroup } from '@/api/types';

export type GroupKind = 'customer' | 'recipient';

/** All groups of a kind by name. */
function allGroups(kind: GroupKind, signal: AbortSignal): Promise<CustomerGroup[]> {
  return allPages((cursor) =>
    body(
      customersApi.GET(`/api/${kind}-groups`, {
        params: { query: { limit: MOST_PER_PAGE, sort: 'name', cursor } },
        signal,
      }),
    ),
  );
}

/** The groups to choose from. */
export function groupsQuery(kind: GroupKind) {
  return queryOptions({ queryKey: keys.groups(kind), queryFn: ({ signal }) => allGroups(kind, signal) });
}

/** The groups with how many customers are in each; read afresh when a customer changes. */
export function groupSizesQuery(kind: GroupKind) {
  return queryOptions({
    queryKey: keys.groupSizes(kind),
    queryFn: ({ signal }) => allGroups(kind, signal),
    staleTime: 0,
  });
}

export function createGroup(kind: GroupKind, name: string, key: string): Promise<CustomerGroup> {
  return body(
    customersApi.POST(`/api/${kind}-groups`, { headers: { 'Idempotency-Key': key }, body: { name } }),
  );
}

export function renameGroup(kind: GroupKind, group: CustomerGroup, name: string): Promise<CustomerGroup> {
  return body(
    customersApi.PATCH(`/api/${kind}-groups/{group_id}`, {
      params: { path: { group_id: group.id } },
      headers: ifMatch(group.version),
      body: { name },
    }),
  );
}

/** More than this are put into a group by several requests. */
const MOST_MEMBERS = 1_000;

/** Puts customers into a group; repeated, it changes nothing more. How many are in it now that were not, or cannot be. */
export async function putIntoGroup(
  kind: GroupKind,
  groupId: string,
  customerIds: readonly string[],
): Promise<{ added: number; full: number; gone: number }> {
  const found = { added: 0, full: 0, gone: 0 };
  for (let start = 0; start < customerIds.length; start += MOST_MEMBERS) {
    const part = await body(
      customersApi.POST(`/api/${kind}-groups/{group_id}/members`, {
        params: { path: { group_id: groupId } },
        body: { customer_ids: customerIds.slice(start, start + MOST_MEMBERS) },
      }),
    );
    found.added += part.added.length;
    found.full += part.full.length;
    found.gone += part.gone.length;
  }
  return found;
}

/** Deletes a group; `force` takes the customers out of it first, without is refused while any are in it. */
export async function deleteGroup(kind: GroupKind, group: CustomerGroup, force: boolean): Promise<void> {
  await customersApi.DELETE(`/api/${kind}-groups/{group_id}`, {
    params: { path: { group_id: group.id }, query: force ? { force } : {} },
    headers: ifMatch(group.version),
  });
}
