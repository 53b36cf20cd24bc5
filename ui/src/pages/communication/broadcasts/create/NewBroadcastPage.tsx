import { Anchor } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PageHeader } from '@/components/PageHeader';
import { usePageTitle } from '@/components/usePageTitle';
import { BroadcastForm } from '@/pages/communication/broadcasts/create/BroadcastForm';

/** Kommunikation › Mitteilungen › Neue Mitteilung (M2). */
export default function NewBroadcastPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [round, setRound] = useState(0);
  usePageTitle(t('broadcasts.new'));
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
      <BroadcastForm
        key={round}
        onDiscard={() => setRound(round + 1)}
        onCreated={({ id }) =>
          void navigate({
            to: '/kommunikation/mitteilungen/$broadcastId',
            params: { broadcastId: id },
          })
        }
      />
    </>
  );
}
