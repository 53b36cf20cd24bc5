import { Button, Group, Paper, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useRouter, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { allMessagesQuery } from '@/api/messages';
import { readMailSearch, type MailSearch } from '@/app/mailSearch';
import { EmptyState } from '@/components/EmptyState';
import { Fetched } from '@/components/Fetched';
import { FilterButton } from '@/components/FilterButton';
import { MessageDialog } from '@/components/messages/MessageDialog';
import { PageHeader } from '@/components/PageHeader';
import { SearchField } from '@/components/SearchField';
import { usePageTitle } from '@/components/usePageTitle';
import { useFormat } from '@/i18n/useFormat';
import { filterCount, MailFilters, NO_FILTERS } from '@/pages/company/mails/MailFilters';
import { MailTable } from '@/pages/company/mails/MailTable';
import { OnlyBroadcast } from '@/pages/company/mails/OnlyBroadcast';

const PATH = '/unternehmen/versendete-emails';

/** Unternehmen › System-E-Mails › Versendete E-Mails: what became of every message, across all customers (M3). */
export default function SentMailsPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate({ from: PATH });
  const router = useRouter();
  const { nachricht, ...search } = useSearch({ from: `/staff${PATH}` });
  const [unfolded, setUnfolded] = useState(false);
  usePageTitle(t('history.title'));

  const query = useInfiniteQuery(allMessagesQuery(search));
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.items), [query.data]);
  const first = query.data?.pages[0];
  const total = first?.total ?? 0;

  const show = useCallback(
    (change: MailSearch) => {
      // A field tells what was typed a moment later: whoever has followed a link by then is not called back.
      if (router.latestLocation.pathname !== PATH) return;
      void navigate({
        search: (now) => readMailSearch({ ...now, ...change }),
        replace: true,
        resetScroll: false,
      });
    },
    [navigate, router],
  );
  const open = useCallback((id: string) => show({ nachricht: id }), [show]);
  const filters = filterCount(search);
  const narrowed = search.q !== undefined || filters > 0;

  return (
    <>
      <PageHeader
        above={
          <Text size="sm" c="dimmed">
            {t('menu.systemMails')}
          </Text>
        }
        title={t('history.title')}
        below={
          <>
            <span role="status">
              {first === undefined
                ? ' '
                : t(first.total_is_exact ? 'history.count' : 'history.countMore', {
                    count: total,
                    number: format.number(total),
                  })}
            </span>
            {search.broadcast_id !== undefined && <OnlyBroadcast id={search.broadcast_id} />}
          </>
        }
      />
      <Group mb="md" gap="md">
        <SearchField
          label={t('history.search')}
          hint={t('history.searchHint')}
          clear={t('history.clearSearch')}
          value={search.q ?? ''}
          busy={query.isFetching && !query.isFetchingNextPage}
          onChange={(q) => show({ q: q === '' ? undefined : q })}
        />
        <FilterButton count={filters} unfolded={unfolded} onToggle={() => setUnfolded(!unfolded)} />
      </Group>
      <MailFilters search={search} onChange={show} unfolded={unfolded} />
      <Paper withBorder style={{ overflow: 'hidden' }}>
        <Fetched query={{ ...query, data: rows }}>
          {(messages) =>
            messages.length > 0 ? (
              <MailTable
                messages={messages}
                total={first?.total_is_exact ? total : -1}
                query={query.isPlaceholderData ? '' : (search.q ?? '')}
                place={JSON.stringify(search)}
                more={query}
                onOpen={open}
              />
            ) : (
              <EmptyState
                title={narrowed ? t('history.noHits') : t('history.none')}
                text={narrowed ? t('history.noHitsText') : t('history.noneText')}
                action={
                  narrowed && (
                    <Button variant="default" onClick={() => show({ q: undefined, ...NO_FILTERS })}>
                      {t('history.showAll')}
                    </Button>
                  )
                }
              />
            )
          }
        </Fetched>
      </Paper>
      <MessageDialog messageId={nachricht ?? null} onClose={() => show({ nachricht: undefined })} />
    </>
  );
}
