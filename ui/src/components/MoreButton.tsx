import { Button, Center } from '@mantine/core';
import { useTranslation } from 'react-i18next';

interface Props {
  query: {
    hasNextPage: boolean;
    isFetching: boolean;
    isFetchingNextPage: boolean;
    refetch: (options: { cancelRefetch: false }) => Promise<unknown>;
    fetchNextPage: () => unknown;
  };
}

/** Loads the next page of a list, while there is one. */
export function MoreButton({ query }: Props) {
  const { t } = useTranslation();
  if (!query.hasNextPage) return null;
  const more = async () => {
    // What is being read anew is waited for: the next page would stop that, and leave the others old.
    if (query.isFetching) await query.refetch({ cancelRefetch: false });
    await query.fetchNextPage();
  };
  return (
    <Center p="md">
      <Button variant="default" loading={query.isFetchingNextPage} onClick={() => void more()}>
        {t('states.more')}
      </Button>
    </Center>
  );
}
