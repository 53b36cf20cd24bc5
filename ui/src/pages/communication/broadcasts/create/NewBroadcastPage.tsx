import { Anchor } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { writtenBroadcastQuery } from '@/api/broadcasts';
import type { Broadcast } from '@/api/types';
import { Fetched } from '@/components/Fetched';
import { PageHeader } from '@/components/PageHeader';
import { usePageTitle } from '@/components/usePageTitle';
import { CreateBroadcast } from '@/pages/communication/broadcasts/create/CreateBroadcast';
import { likeThat } from '@/pages/communication/broadcasts/create/values';

/** Kommunikation › Mitteilungen › Neue Mitteilung (M2); like another one, or from nothing. */
export default function NewBroadcastPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { wie } = useSearch({ from: '/staff/kommunikation/mitteilungen/neu' });
  const [round, setRound] = useState(0);
  usePageTitle(t('broadcasts.new'));
  const done = {
    onDiscard: () => setRound(round + 1),
    onCreated: ({ id }: Broadcast) =>
      void navigate({ to: '/kommunikation/mitteilungen/$broadcastId', params: { broadcastId: id } }),
  };
  return (
    <>
      <PageHeader
        above={
          <Anchor component={Link} to="/kommunikation/mitteilungen" size="sm">
            {t('broadcasts.all')}
          </Anchor>
        }
        title={t('broadcasts.new')}
        below={t('broadcasts.newText')}
      />
      {wie ? <Copied id={wie} {...done} /> : <CreateBroadcast key={round} {...done} />}
    </>
  );
}

interface CopiedProps {
  id: string;
  onCreated: (broadcast: Broadcast) => void;
  onDiscard: () => void;
}

function Copied({ id, ...done }: CopiedProps) {
  const query = useQuery(writtenBroadcastQuery(id));
  return (
    <Fetched query={query}>
      {(other) => <CreateBroadcast begin={likeThat(other, query.dataUpdatedAt)} {...done} />}
    </Fetched>
  );
}
