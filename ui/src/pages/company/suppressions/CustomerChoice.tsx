import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { firstHitsQuery } from '@/api/customers';
import type { Customer } from '@/api/types';
import { listName } from '@/pages/customers/names';

const TYPING_PAUSE_MS = 200;

interface Props {
  chosen: Customer | null;
  error: string | null;
  onChoose: (customer: Customer | null) => void;
}

/** One customer, found by what the search of the list finds them by. */
export function CustomerChoice({ chosen, error, onChoose }: Props) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const [wanted] = useDebouncedValue(typed.trim(), TYPING_PAUSE_MS);
  const { data: found = [], isFetching } = useQuery({
    ...firstHitsQuery(wanted),
    placeholderData: keepPreviousData,
  });
  const shown = chosen && !found.some(({ id }) => id === chosen.id) ? [chosen, ...found] : found;
  return (
    <Select
      label={t('suppressions.customer')}
      placeholder={t('suppressions.customerSearch')}
      required
      withAsterisk
      searchable
      clearable
      data-autofocus
      error={error}
      value={chosen?.id ?? null}
      onChange={(id) => onChoose(shown.find((one) => one.id === id) ?? null)}
      searchValue={typed}
      onSearchChange={setTyped}
      data={shown.map((one) => ({ value: one.id, label: `${listName(one)} (${one.number})` }))}
      // What the service found fits, by whatever it was found.
      filter={({ options }) => options}
      nothingFoundMessage={wanted === '' || isFetching ? undefined : t('suppressions.customerNone')}
      comboboxProps={{ withinPortal: true }}
      clearButtonProps={{ 'aria-label': t('suppressions.clearSearch') }}
    />
  );
}
