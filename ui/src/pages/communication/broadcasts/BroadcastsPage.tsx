import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { IconPlus } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { broadcastsQuery } from '@/api/broadcasts';
import { EmptyState } from '@/components/EmptyState';
import { Fetched } from '@/components/Fetched';
import { MoreButton } from '@/components/MoreButton';
import { PageHeader } from '@/components/PageHeader';
import { Panel } from '@/components/Panel';
import { usePageTitle } from '@/components/usePageTitle';
import { BroadcastTable } from '@/pages/communication/broadcasts/BroadcastTable';

/** Kommunikation › Mitteilungen: what went to many at once, and what became of it (M2). */
export default function BroadcastsPage() {
  const { t } = useTranslation();
  const query = useInfiniteQuery(broadcastsQuery);
  const broadcasts = useMemo(() => query.data?.pages.flatMap((page) => page.items), [query.data]);
  usePageTitle(t('broadcasts.title'));
  return (
    <>
      <PageHeader
        title={t('broadcasts.title')}
        below={t('broadcasts.text')}
        actions={
          <Button
            component={Link}
            to="/kommunikation/mitteilungen/neu"
            leftSection={<IconPlus size={18} aria-hidden />}
          >
            {t('broadcasts.new')}
          </Button>
        }
      />
      <Panel flush>
        <Fetched query={{ ...query, data: broadcasts }}>
          {(rows) =>
            rows.length === 0 ? (
              <EmptyState title={t('broadcasts.none')} text={t('broadcasts.noneText')} />
            ) : (
              <BroadcastTable broadcasts={rows} />
            )
          }
        </Fetched>
        <MoreButton query={query} />
      </Panel>
    </>
  );
}
