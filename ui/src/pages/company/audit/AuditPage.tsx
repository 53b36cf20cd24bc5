import { Button, Group, NativeSelect } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { allAccountsQuery } from '@/api/accounts';
import { auditQuery } from '@/api/audit';
import { readAuditSearch, type AuditSearch } from '@/app/search';
import { EmptyState } from '@/components/EmptyState';
import { Fetched } from '@/components/Fetched';
import { MoreButton } from '@/components/MoreButton';
import { PageHeader } from '@/components/PageHeader';
import { Panel } from '@/components/Panel';
import { usePageTitle } from '@/components/usePageTitle';
import { AuditTable } from '@/pages/company/audit/AuditTable';
import { useAuditWords } from '@/pages/company/audit/auditWords';

/** Unternehmen › Protokoll: who did what, newest first, as sentences; for owners. */
export default function AuditPage() {
  const { t } = useTranslation();
  const words = useAuditWords();
  const navigate = useNavigate({ from: '/unternehmen/protokoll' });
  const search = useSearch({ from: '/staff/owner/unternehmen/protokoll' });
  const query = useInfiniteQuery(auditQuery(search));
  const entries = useMemo(() => query.data?.pages.flatMap((page) => page.items), [query.data]);
  usePageTitle(t('audit.title'));

  const show = (change: AuditSearch) =>
    void navigate({ search: (now) => readAuditSearch({ ...now, ...change }), replace: true });
  const narrowed = Object.keys(search).length > 0;

  return (
    <>
      <PageHeader title={t('audit.title')} below={t('audit.text')} />
      <Group role="group" aria-label={t('customerFilter.title')} mb="md" gap="sm" align="flex-end">
        <AccountFilter value={search.account_id ?? ''} onChange={(account_id) => show({ account_id })} />
        <NativeSelect
          label={t('audit.action')}
          value={search.action ?? ''}
          onChange={(event) => show({ action: event.currentTarget.value })}
          data={[{ value: '', label: t('customerFilter.any') }, ...words.actions]}
        />
        {narrowed && (
          <Button
            variant="subtle"
            onClick={() => show({ account_id: undefined, action: undefined, customer_id: undefined })}
          >
            {t('customerFilter.reset')}
          </Button>
        )}
      </Group>
      <Panel flush>
        <Fetched query={{ ...query, data: entries }}>
          {(rows) =>
            rows.length === 0 ? (
              <EmptyState
                title={t('audit.none')}
                text={narrowed ? t('audit.noneNarrowed') : t('audit.noneText')}
              />
            ) : (
              <AuditTable entries={rows} words={words} />
            )
          }
        </Fetched>
        <MoreButton query={query} />
      </Panel>
    </>
  );
}

interface AccountFilterProps {
  value: string;
  onChange: (value: string) => void;
}

/** Everybody who works here; an account of the address that is none of theirs (any more) still shows as chosen. */
function AccountFilter({ value, onChange }: AccountFilterProps) {
  const { t } = useTranslation();
  const { data: accounts, isPending } = useQuery(allAccountsQuery);
  const known = value === '' || accounts?.some(({ id }) => id === value);
  return (
    <NativeSelect
      label={t('audit.who')}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      data={[
        { value: '', label: t('customerFilter.any') },
        ...(accounts ?? []).map(({ id, name }) => ({ value: id, label: name })),
        ...(known ? [] : [{ value, label: isPending ? t('states.loading') : t('audit.otherAccount') }]),
      ]}
    />
  );
}
