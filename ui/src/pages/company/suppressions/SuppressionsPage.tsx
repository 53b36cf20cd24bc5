import { Button, Group, NativeSelect, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useInfiniteQuery } from '@tanstack/react-query';
import { IconMailOff } from '@tabler/icons-react';
import { useSearch } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { suppressionsQuery } from '@/api/suppressions';
import type { Suppression } from '@/api/types';
import { readSuppressionSearch, type SuppressionSearch } from '@/app/mailSearch';
import { Fetched } from '@/components/Fetched';
import { ListSearchField } from '@/components/list/ListSearchField';
import { NothingListed } from '@/components/list/NothingListed';
import { useNarrowing } from '@/components/list/useNarrowing';
import { MoreButton } from '@/components/MoreButton';
import { PageHeader } from '@/components/PageHeader';
import { Panel } from '@/components/Panel';
import { LiftDialog } from '@/components/suppressions/LiftDialog';
import { usePageTitle } from '@/components/usePageTitle';
import { useFormat } from '@/i18n/useFormat';
import { AddSuppressionDialog } from '@/pages/company/suppressions/AddSuppressionDialog';
import { SuppressionTable } from '@/pages/company/suppressions/SuppressionTable';

const PATH = '/unternehmen/versandsperren';
const NO_FILTERS = { q: undefined, scope: undefined, customer_id: undefined, stand: undefined };

/** Which of them the API is asked for. */
function activeOf(stand: SuppressionSearch['stand']): { active?: boolean } {
  return stand === 'alle' ? {} : { active: stand === undefined };
}

/** Unternehmen › System-E-Mails › Versandsperren: where nothing goes any more, why, and how to undo it. */
export default function SuppressionsPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const search = useSearch({ from: `/staff${PATH}` });
  const { stand, ...narrowing } = search;
  const [adding, dialog] = useDisclosure();
  const [lifting, setLifting] = useState<Suppression | null>(null);
  usePageTitle(t('suppressions.title'));

  const query = useInfiniteQuery(suppressionsQuery({ ...narrowing, ...activeOf(stand) }));
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.items), [query.data]);
  const total = query.data?.pages[0]?.total;
  const show = useNarrowing(PATH, readSuppressionSearch);
  const narrowed = Object.keys(search).length > 0;
  const any = { value: '', label: t('suppressions.all') };

  return (
    <>
      <PageHeader
        above={
          <Text size="sm" c="dimmed">
            {t('menu.systemMails')}
          </Text>
        }
        title={t('suppressions.title')}
        below={t('suppressions.text')}
        actions={
          <Button leftSection={<IconMailOff size={18} aria-hidden />} onClick={dialog.open}>
            {t('suppressions.add')}
          </Button>
        }
      />
      <ListSearchField
        label={t('suppressions.search')}
        hint={t('suppressions.searchHint')}
        clear={t('suppressions.clearSearch')}
        q={search.q}
        query={query}
        onSearch={show}
      />
      <Group role="group" aria-label={t('customerFilter.title')} mb="md" gap="sm" align="flex-end">
        <NativeSelect
          label={t('suppressions.state')}
          value={stand ?? ''}
          onChange={({ currentTarget: { value } }) =>
            show({ stand: readSuppressionSearch({ stand: value }).stand })
          }
          data={[
            { value: '', label: t('suppressions.activeOnly') },
            { value: 'aufgehoben', label: t('suppressions.liftedOnly') },
            { value: 'alle', label: t('suppressions.all') },
          ]}
        />
        <NativeSelect
          label={t('suppressions.scope')}
          value={search.scope ?? ''}
          onChange={({ currentTarget: { value } }) =>
            show({ scope: readSuppressionSearch({ scope: value }).scope })
          }
          data={[
            any,
            { value: 'mail', label: t('suppressions.scopeOf.mail') },
            { value: 'newsletter', label: t('suppressions.scopeOf.newsletter') },
          ]}
        />
        {narrowed && (
          <Button variant="subtle" onClick={() => show(NO_FILTERS)}>
            {t('customerFilter.reset')}
          </Button>
        )}
      </Group>
      <Text role="status" size="sm" c="dimmed" mb="xs">
        {total !== undefined && t('suppressions.count', { count: total, number: format.number(total) })}
        {search.customer_id !== undefined && ` · ${t('suppressions.onlyOneCustomer')}`}
      </Text>
      <Panel flush>
        <Fetched query={{ ...query, data: rows }}>
          {(suppressions) =>
            suppressions.length > 0 ? (
              <SuppressionTable suppressions={suppressions} onLift={setLifting} />
            ) : (
              <NothingListed
                narrowed={narrowed}
                none={{ title: t('suppressions.none'), text: t('suppressions.noneText') }}
                noHits={{ title: t('suppressions.noHits'), text: t('suppressions.noHitsText') }}
                showAll={t('suppressions.showAll')}
                onShowAll={() => show(NO_FILTERS)}
              />
            )
          }
        </Fetched>
        <MoreButton query={query} />
      </Panel>
      <AddSuppressionDialog opened={adding} onClose={dialog.close} />
      <LiftDialog suppression={lifting} onClose={() => setLifting(null)} />
    </>
  );
}
