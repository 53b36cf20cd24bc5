import { Anchor } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { broadcastQuery } from '@/api/broadcasts';

/** Says that the list is narrowed to one broadcast, and leads back to it. */
export function OnlyBroadcast({ id }: { id: string }) {
  const { t } = useTranslation();
  const { data } = useQuery(broadcastQuery(id));
  return (
    <>
      {` · ${t('history.onlyBroadcast')} `}
      <Anchor
        component={Link}
        to="/kommunikation/mitteilungen/$broadcastId"
        params={{ broadcastId: id } as never}
        inherit
        underline="always"
      >
        {data?.subject ?? '…'}
      </Anchor>
    </>
  );
}
