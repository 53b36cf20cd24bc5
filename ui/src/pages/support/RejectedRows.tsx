import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { createColumnHelper } from '@tanstack/react-table';
import { IconDownload } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { importRowsQuery, reportUrl } from '@/api/imports';
import type { ImportRow } from '@/api/types';
import { DataTable, features } from '@/components/DataTable';
import { Fetched } from '@/components/Fetched';
import { MoreButton } from '@/components/MoreButton';
import { Panel } from '@/components/Panel';
import { useFormat } from '@/i18n/useFormat';

interface Fault {
  id: string;
  row: number;
  column: string;
  value: string;
  message: string;
}

const helper = createColumnHelper<typeof features, Fault>();

function faultsOf({ row, findings }: ImportRow): Fault[] {
  return findings.map((finding, index) => ({
    id: `${row} ${index}`,
    row,
    column: finding.column ?? '',
    value: finding.value ?? '',
    message: finding.message,
  }));
}

interface Props {
  importId: string;
  outcome: 'rejected' | 'duplicate' | 'failed';
}

/** The row report: row, column, value, and what to do. Nothing when no row ended so. */
export function RejectedRows({ importId, outcome }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const query = useInfiniteQuery(importRowsQuery(importId, outcome));
  const faults = useMemo(
    () => query.data?.pages.flatMap((page) => page.items.flatMap(faultsOf)),
    [query.data],
  );
  const columns = useMemo(
    () =>
      helper.columns([
        helper.accessor('row', { header: t('rows.row'), cell: ({ getValue }) => format.number(getValue()) }),
        helper.accessor('column', { header: t('rows.column') }),
        helper.accessor('value', { header: t('rows.value') }),
        helper.accessor('message', { header: t('rows.message') }),
      ]),
    [t, format],
  );
  if (faults?.length === 0) return null;
  return (
    <Panel
      title={t(`rows.${outcome}`)}
      actions={
        <Button
          component="a"
          href={reportUrl(importId)}
          download
          size="xs"
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden />}
        >
          {t('rows.report')}
        </Button>
      }
      flush
    >
      <Fetched query={{ ...query, data: faults }}>
        {(rows) => (
          <DataTable label={t(`rows.${outcome}`)} columns={columns} rows={rows} rowId={({ id }) => id} />
        )}
      </Fetched>
      <MoreButton query={query} />
    </Panel>
  );
}
