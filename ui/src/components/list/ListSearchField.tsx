import { Group } from '@mantine/core';
import type { ReactNode } from 'react';
import { SearchField } from '@/components/SearchField';

interface Props {
  label: string;
  hint: string;
  clear: string;
  q: string | undefined;
  query: { isFetching: boolean; isFetchingNextPage: boolean; isPlaceholderData: boolean };
  /** Nothing is searched for: `undefined`. */
  onSearch: (change: { q: string | undefined }) => void;
  /** What stands beside the field. */
  children?: ReactNode;
}

/** The search over a list; busy while the list is asked anew, not while it goes on. */
export function ListSearchField({ q, query, onSearch, children, ...texts }: Props) {
  return (
    <Group mb="md" gap="md">
      <SearchField
        {...texts}
        value={q ?? ''}
        busy={query.isFetching && !query.isFetchingNextPage}
        stale={query.isPlaceholderData}
        onChange={(words) => onSearch({ q: words === '' ? undefined : words })}
      />
      {children}
    </Group>
  );
}
