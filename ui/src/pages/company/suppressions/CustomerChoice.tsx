import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Customer } from '@/api/types';
import { CustomerOption } from '@/components/customers/CustomerOption';
import { useCustomerSearch } from '@/components/customers/useCustomerSearch';
import { pickedName } from '@/pages/customers/names';

interface Props {
  chosen: Customer | null;
  error: string | null;
  onChoose: (customer: Customer | null) => void;
}

/** One customer, found by what the search of the list finds them by. */
export function CustomerChoice({ chosen, error, onChoose }: Props) {
  const { t } = useTranslation();
  const { entered, setEntered, found, settled, onKeyDown } = useCustomerSearch();
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
      searchValue={entered}
      onSearchChange={setEntered}
      onKeyDown={onKeyDown}
      data={shown.map((one) => ({
        value: one.id,
        label: pickedName(one),
        disabled: !settled && one.id !== chosen?.id,
      }))}
      renderOption={({ option }) => <CustomerOption customer={shown.find(({ id }) => id === option.value)} />}
      // What the service found fits, by whatever it was found.
      filter={({ options }) => options}
      nothingFoundMessage={settled ? t('suppressions.customerNone') : undefined}
      comboboxProps={{ withinPortal: true }}
      clearButtonProps={{ 'aria-label': t('suppressions.clearSearch') }}
    />
  );
}
