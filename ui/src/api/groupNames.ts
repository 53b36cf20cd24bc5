import { queryOptions } from '@tanstack/react-query';
import { customersApi, body } from '@/api/client';
import { keys } from '@/api/keys';

export type GroupKind = 'customer' | 'recipient';

const PAGE_SIZE = 200;

async function allGroups(kind: GroupKind, signal: AbortSignal): Promise<{ id: string; name: string }[]> {
  const groups: { id: string; name: string }[] = [];
  for (let cursor: string | null | undefined = ''; cursor !== null && cursor !== undefined; ) {
    const page: { items: { id: string; name: string }[]; next_cursor?: string | null } = await body(
      customersApi.GET(kind === 'customer' ? '/api/customer-groups' : '/api/recipient-groups', {
        params: { query: { limit: PAGE_SIZE, ...(cursor ? { cursor } : {}) } },
        signal,
      }),
    );
    groups.push(...page.items);
    cursor = page.next_cursor;
  }
  return groups;
}

/** All groups of a kind, to choose from. */
export function groupNamesQuery(kind: GroupKind) {
  return queryOptions({
    queryKey: keys.groupNames(kind),
    queryFn: ({ signal }) => allGroups(kind, signal),
    staleTime: 60_000,
  });
}
