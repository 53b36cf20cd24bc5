import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { groupsQuery } from '@/api/groups';

/** The name of a customer group or recipient group by its id; null when it was deleted, undefined until it is known. */
export function useGroupNames(): (id: string) => string | null | undefined {
  const { data: customerGroups } = useQuery(groupsQuery('customer'));
  const { data: recipientGroups } = useQuery(groupsQuery('recipient'));
  return useMemo(() => {
    const names = new Map(
      [...(customerGroups ?? []), ...(recipientGroups ?? [])].map(({ id, name }) => [id, name]),
    );
    const otherwise = customerGroups && recipientGroups ? null : undefined;
    return (id) => names.get(id) ?? otherwise;
  }, [customerGroups, recipientGroups]);
}
