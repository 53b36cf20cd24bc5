import { Button, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { CustomerListQuery } from '@/api/customers';
import { allHits, hitIdsQuery, MOST_SELECTED } from '@/api/selection';
import { useFailureToast } from '@/components/toasts';
import { useFormat } from '@/i18n/useFormat';
import { GroupDialog } from '@/pages/customers/list/selection/GroupDialog';
import type { Selection } from '@/pages/customers/list/selection/useSelection';
import classes from '@/pages/customers/list/table/CustomerTable.module.css';

interface Props {
  selection: Selection;
  query: CustomerListQuery;
  /** The ids of the hits that are loaded. */
  loaded: readonly string[];
  total: number;
  totalIsExact: boolean;
  /** What is loaded is of a former search: no hits to select. */
  stale: boolean;
}

/** How many are selected, and the way to select all hits: those, too, that were not scrolled to. */
export function SelectionBar({ selection, query, loaded, total, totalIsExact, stale }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const onError = useFailureToast();
  const selectAll = useMutation({
    mutationFn: allHits,
    onError,
  });
  const [asking, grouping] = useDisclosure();
  const count = selection.ids.size;
  const inList = new Set(loaded);
  const inSight = [...selection.ids].every((id) => inList.has(id));
  const hits = useQuery({
    ...hitIdsQuery(query),
    enabled: count > 0 && totalIsExact && !inSight && loaded.length < total,
  });
  // Who is selected and hidden by the search is written to all the same.
  const shown = new Set(loaded.length < total ? (hits.data ?? selection.ids) : inList);
  const hidden = inSight ? 0 : [...selection.ids].filter((id) => !shown.has(id)).length;
  const askedFor = JSON.stringify(selectAll.data && selectAll.variables) === JSON.stringify(query);
  const all =
    (askedFor || loaded.length >= total) && count >= total && loaded.every((id) => selection.ids.has(id));
  return (
    <div className={count > 0 ? classes.selection : undefined}>
      <Text role="status" size="sm" fw={600}>
        {count > 0 ? t('selection.count', { count, number: format.number(count) }) : ''}
        {hidden > 0 && t('selection.hidden', { count: hidden, number: format.number(hidden) })}
      </Text>
      {count > 0 && totalIsExact && !stale && !all && (
        <Button
          size="compact-sm"
          variant="subtle"
          loading={selectAll.isPending}
          onClick={() => selectAll.mutate(query, { onSuccess: selection.add })}
        >
          {t('selection.all', { count: total, number: format.number(total) })}
        </Button>
      )}
      {count > 0 && (
        <Button size="compact-sm" variant="subtle" onClick={grouping.open}>
          {t('selection.intoGroup')}
        </Button>
      )}
      <GroupDialog opened={asking} onClose={grouping.close} customerIds={[...selection.ids]} />
      {count > 0 && (
        <Button
          size="compact-sm"
          variant="subtle"
          onClick={() => {
            // Hits that are still on their way are not selected any more.
            selectAll.reset();
            selection.clear();
          }}
        >
          {t('selection.clear')}
        </Button>
      )}
      {count > 0 && !totalIsExact && (
        <Text size="sm">{t('selection.tooMany', { number: format.number(MOST_SELECTED) })}</Text>
      )}
    </div>
  );
}
