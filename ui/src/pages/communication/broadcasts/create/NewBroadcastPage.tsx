import { Alert, Anchor, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { broadcastQuery } from '@/api/broadcasts';
import type { Broadcast } from '@/api/types';
import { Fetched } from '@/components/Fetched';
import { PageHeader } from '@/components/PageHeader';
import { usePageTitle } from '@/components/usePageTitle';
import { useFormat } from '@/i18n/useFormat';
import { BroadcastForm } from '@/pages/communication/broadcasts/create/BroadcastForm';
import { likeThat, namesAllPicked } from '@/pages/communication/broadcasts/create/values';

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
      {wie ? <Copied id={wie} {...done} /> : <BroadcastForm key={round} {...done} />}
    </>
  );
}

interface CopiedProps {
  id: string;
  onCreated: (broadcast: Broadcast) => void;
  onDiscard: () => void;
}

function Copied({ id, ...done }: CopiedProps) {
  const { t } = useTranslation();
  const format = useFormat();
  // What it was when the copying began; it may change while somebody writes.
  const query = useQuery({ ...broadcastQuery(id), refetchInterval: false });
  return (
    <Fetched query={query}>
      {(other) => (
        <Stack gap="lg">
          {other.attachments.length > 0 && (
            <Alert color="yellow" maw={900} role="status">
              {t('broadcasts.filesNotCopied')}
            </Alert>
          )}
          {!namesAllPicked(other.audience) && (
            <Alert color="yellow" maw={900} role="status">
              {t('broadcasts.pickedNotCopied', {
                count: other.audience.customers_total,
                number: format.number(other.audience.customers_total),
              })}
            </Alert>
          )}
          <BroadcastForm begin={likeThat(other)} {...done} />
        </Stack>
      )}
    </Fetched>
  );
}
