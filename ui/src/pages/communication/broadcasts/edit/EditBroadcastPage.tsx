import { Alert, Anchor } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { writtenBroadcastQuery } from '@/api/broadcasts';
import { Fetched } from '@/components/Fetched';
import { PageHeader } from '@/components/PageHeader';
import { usePageTitle } from '@/components/usePageTitle';
import { EditBroadcast } from '@/pages/communication/broadcasts/edit/EditBroadcast';

/** Kommunikation › Mitteilungen › one that is planned › Bearbeiten (M2). */
export default function EditBroadcastPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { broadcastId } = useParams({ from: '/staff/kommunikation/mitteilungen/$broadcastId/bearbeiten' });
  const query = useQuery(writtenBroadcastQuery(broadcastId));
  usePageTitle(t('broadcasts.edit'));
  const place = { to: '/kommunikation/mitteilungen/$broadcastId', params: { broadcastId } } as const;
  return (
    <>
      <PageHeader
        above={
          <Anchor component={Link} to={place.to} params={place.params as never} size="sm">
            {t('broadcasts.back')}
          </Anchor>
        }
        title={t('broadcasts.edit')}
        below={t('broadcasts.editText')}
      />
      <Fetched query={query}>
        {(broadcast) =>
          broadcast.status === 'scheduled' ? (
            // What was typed is saved: nothing is asked before the page is left.
            <EditBroadcast
              broadcast={broadcast}
              onSaved={() => void navigate({ ...place, ignoreBlocker: true })}
            />
          ) : (
            <Alert color="yellow" title={t('broadcasts.notPlanned')} maw={900} role="status">
              {t('broadcasts.notPlannedText')}
            </Alert>
          )
        }
      </Fetched>
    </>
  );
}
