import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { resemblingQuery } from '@/api/resemblance';
import type { Candidate, CustomerBody } from '@/api/types';
import { comparable } from '@/pages/customers/list/create/comparable';

const PAUSE_MS = 500;

/** The customers that the one being typed resembles; a hint, so a failure (a half-typed address) is none. */
export function useResembling(customer: CustomerBody): readonly Candidate[] {
  const [typed] = useDebouncedValue(JSON.stringify(comparable(customer)), PAUSE_MS);
  const wanted = JSON.parse(typed) as Partial<CustomerBody> | null;
  const { data, error } = useQuery({
    ...resemblingQuery(wanted ?? {}),
    enabled: wanted !== null,
    placeholderData: keepPreviousData,
  });
  return wanted === null || error ? [] : (data ?? []);
}
