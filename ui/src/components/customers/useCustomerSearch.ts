import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState, type KeyboardEvent } from 'react';
import { firstHitsQuery } from '@/api/customers';

const TYPING_PAUSE_MS = 200;

/** Searches customers as somebody types, by what the search of the list finds them by. */
export function useCustomerSearch() {
  const [entered, setEntered] = useState('');
  const [wanted] = useDebouncedValue(entered.trim(), TYPING_PAUSE_MS);
  const hits = useQuery({ ...firstHitsQuery(wanted), placeholderData: keepPreviousData });
  const settled = wanted !== '' && wanted === entered.trim() && hits.isFetched;
  return {
    entered,
    setEntered,
    /** What was searched for last; empty for nothing. */
    wanted,
    hits,
    /** The hits, the former ones while the next are on their way: those are not to be chosen. */
    found: wanted === '' ? [] : (hits.data ?? []),
    /** The hits are those of what stands in the field. */
    settled,
    /** Who types quickly presses Enter before there is something to choose: it is not meant for the form. */
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key === 'Enter' && entered.trim() !== '' && !settled) event.preventDefault();
    },
  };
}
