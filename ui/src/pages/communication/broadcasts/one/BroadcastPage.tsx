import { Anchor, Badge, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { broadcastQuery } from '@/api/broadcasts';
import { isGone } from '@/api/problem';
import { MailView } from '@/components/compose/look/MailView';
import { EmptyState } from '@/components/EmptyState';
import { Fetched } from '@/components/Fetched';
import { PageHeader } from '@/components/PageHeader';
import { Panel } from '@/components/Panel';
import { usePageTitle } from '@/components/usePageTitle';
import { BROADCAST_COLORS, standingOf } from '@/pages/communication/broadcasts/broadcastWords';
import { CancelBroadcast } from '@/pages/communication/broadcasts/one/CancelBroadcast';
import { CopyBroadcast } from '@/pages/communication/broadcasts/one/CopyBroadcast';
import { Delivery } from '@/pages/communication/broadcasts/one/Delivery';
import { EditLink } from '@/pages/communication/broadcasts/one/EditLink';
import { Facts } from '@/pages/communication/broadcasts/one/Facts';
import { Failure } from '@/pages/communication/broadcasts/one/Failure';
import { SendNow } from '@/pages/communication/broadcasts/one/SendNow';

/** Kommunikation › Mitteilungen › one: how far it is and what became of its messages, live. */
export default function BroadcastPage() {
  const { t } = useTranslation();
  const { broadcastId } = useParams({ from: '/staff/kommunikation/mitteilungen/$broadcastId' });
  const query = useQuery(broadcastQuery(broadcastId));
  const broadcast = query.data;
  usePageTitle(broadcast?.subject ?? t('broadcasts.one'));
  if (isGone(query.error)) {
    return (
      <EmptyState
        title={t('broadcasts.gone')}
        action={
          <Anchor component={Link} to="/kommunikation/mitteilungen" size="sm">
            {t('broadcasts.all')}
          </Anchor>
        }
      />
    );
  }
  return (
    <>
      <PageHeader
        above={
          <Anchor component={Link} to="/kommunikation/mitteilungen" size="sm">
            {t('broadcasts.all')}
          </Anchor>
        }
        title={broadcast?.subject ?? t('broadcasts.one')}
        marks={
          broadcast && (
            <Badge color={BROADCAST_COLORS[standingOf(broadcast)]}>
              {t(`broadcasts.status.${standingOf(broadcast)}`)}
            </Badge>
          )
        }
        actions={
          broadcast && (
            <>
              <SendNow broadcast={broadcast} />
              <EditLink broadcast={broadcast} />
              <CopyBroadcast broadcast={broadcast} />
              <CancelBroadcast broadcast={broadcast} />
            </>
          )
        }
      />
      <Fetched query={query}>
        {(shown) => (
          <Stack gap="lg" maw={900}>
            <Failure broadcast={shown} />
            <Delivery broadcast={shown} />
            <Facts broadcast={shown} />
            <Panel title={t('broadcasts.content')}>
              <MailView title={t('broadcasts.content')} body={shown.body} html={shown.html} />
            </Panel>
          </Stack>
        )}
      </Fetched>
    </>
  );
}
