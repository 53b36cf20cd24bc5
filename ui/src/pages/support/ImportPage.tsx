import { Anchor, Badge, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { importQuery } from '@/api/imports';
import { isGone } from '@/api/problem';
import type { Dialect, Import } from '@/api/types';
import { EmptyState } from '@/components/EmptyState';
import { Fetched } from '@/components/Fetched';
import { PageHeader } from '@/components/PageHeader';
import { usePageTitle } from '@/components/usePageTitle';
import { DialectPanel } from '@/pages/support/DialectPanel';
import { ImportProgress } from '@/pages/support/ImportProgress';
import { RejectedRows } from '@/pages/support/RejectedRows';

const COLORS: Record<Import['status'], string> = {
  reading: 'blue',
  checked: 'yellow',
  running: 'blue',
  done: 'green',
  cancelled: 'gray',
  failed: 'red',
};

/** Support › Kundendatenimport, second half: how the file was read, its faults, the start and the progress. */
export default function ImportPage() {
  const { t } = useTranslation();
  const { importId } = useParams({ from: '/staff/support/import/$importId' });
  const query = useQuery(importQuery(importId));
  usePageTitle(t('import.title'));
  if (isGone(query.error)) return <EmptyState title={t('import.none')} text={t('import.noneText')} />;
  return (
    <>
      <PageHeader
        above={
          <Anchor component={Link} to="/support/import" size="sm">
            {t('import.another')}
          </Anchor>
        }
        title={t('import.title')}
        marks={
          query.data && (
            <Badge color={COLORS[query.data.status]}>{t(`importStatus.${query.data.status}`)}</Badge>
          )
        }
      />
      <Fetched query={query}>
        {(job) => (
          <Stack gap="lg">
            <ImportProgress job={job} />
            {job.dialect && <DialectPanel dialect={job.dialect as unknown as Dialect} />}
            {job.rows_rejected > 0 && <RejectedRows importId={job.id} outcome="rejected" />}
            {job.rows_failed > 0 && <RejectedRows importId={job.id} outcome="duplicate" />}
            {job.rows_failed > 0 && <RejectedRows importId={job.id} outcome="failed" />}
          </Stack>
        )}
      </Fetched>
    </>
  );
}
