import { Paper, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { allMessagesQuery } from '@/api/messages';
import { readMailSearch } from '@/app/mailSearch';
import { Fetched } from '@/components/Fetched';
import { FilterButton } from '@/components/FilterButton';
import { ListSearchField } from '@/components/list/ListSearchField';
import { NothingListed } from '@/components/list/NothingListed';
import { useNarrowing } from '@/components/list/useNarrowing';
import { MessageDialog } from '@/components/messages/MessageDialog';
import { useOpenMessage } from '@/components/messages/useOpenMessage';
import { PageHeader } from '@/components/PageHeader';
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
  const { nachricht, ...search } = useSearch({ from: `/staff${PATH}` });
  const [unfolded, setUnfolded] = useState(false);
  usePageTitle(t('history.title'));

  const query = useInfiniteQuery(allMessagesQuery(search));
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.items), [query.data]);
  const first = query.data?.pages[0];
  const total = first?.total ?? 0;

  const show = useNarrowing(PATH, readMailSearch);
  const message = useOpenMessage();
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
      <ListSearchField
        label={t('history.search')}
        hint={t('history.searchHint')}
        clear={t('history.clearSearch')}
        q={search.q}
        query={query}
        onSearch={show}
      >
        <FilterButton count={filters} unfolded={unfolded} onToggle={() => setUnfolded(!unfolded)} />
      </ListSearchField>
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
                onOpen={message.open}
              />
            ) : (
              <NothingListed
                narrowed={narrowed}
                none={{ title: t('history.none'), text: t('history.noneText') }}
                noHits={{ title: t('history.noHits'), text: t('history.noHitsText') }}
                showAll={t('history.showAll')}
                onShowAll={() => show({ q: undefined, ...NO_FILTERS })}
              />
            )
          }
        </Fetched>
      </Paper>
      <MessageDialog messageId={nachricht ?? null} onClose={message.close} />
    </>
  );
}
