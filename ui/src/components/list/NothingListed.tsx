import { Button } from '@mantine/core';
import { EmptyState } from '@/components/EmptyState';

interface Props {
  /** The list is narrowed: something may be behind it, and `showAll` leads there. */
  narrowed: boolean;
  none: { title: string; text: string };
  noHits: { title: string; text: string };
  showAll: string;
  onShowAll: () => void;
}

/** What stands in place of an empty list. */
export function NothingListed({ narrowed, none, noHits, showAll, onShowAll }: Props) {
  return (
    <EmptyState
      {...(narrowed ? noHits : none)}
      action={
        narrowed && (
          <Button variant="default" onClick={onShowAll}>
            {showAll}
          </Button>
        )
      }
    />
  );
}
