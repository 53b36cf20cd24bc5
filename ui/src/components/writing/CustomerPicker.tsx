import { MultiSelect } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Customer } from '@/api/types';
import { CustomerOption } from '@/components/customers/CustomerOption';
import { useCustomerSearch } from '@/components/customers/useCustomerSearch';
import { pickedName } from '@/pages/customers/names';

interface Props {
  label: string;
  description?: string;
  ids: readonly string[];
  /** The picked customers, as far as they are loaded. */
  picked: readonly (Customer | undefined)[];
  onChange: (ids: string[]) => void;
  required?: boolean;
  error?: string | undefined;
}

/** Customers picked by search; each can be taken out again. */
export function CustomerPicker({ ids, picked, onChange, ...field }: Props) {
  const { t } = useTranslation();
  const { entered, setEntered, found, settled, onKeyDown } = useCustomerSearch();
  const all = new Map([...picked, ...found].flatMap((one) => (one ? [[one.id, one] as const] : [])));
  const nameOf = (id: string) => {
    const customer = all.get(id);
    return customer ? pickedName(customer) : '…';
  };
  return (
    <MultiSelect
      {...field}
      searchable
      hidePickedOptions
      leftSection={<IconSearch size={16} aria-hidden />}
      placeholder={t('compose.pickPlaceholder')}
      data={[...new Set([...ids, ...found.map(({ id }) => id)])].map((id) => ({
        value: id,
        label: nameOf(id),
        disabled: !settled && !ids.includes(id),
      }))}
      value={[...ids]}
      onChange={(chosen) => {
        onChange(chosen);
        setEntered('');
      }}
      searchValue={entered}
      onSearchChange={setEntered}
      onKeyDown={onKeyDown}
      // The service has searched: what it found need not have the words in its name.
      filter={({ options }) => options}
      nothingFoundMessage={settled ? t('customers.noHits') : undefined}
      renderOption={({ option }) => <CustomerOption customer={all.get(option.value)} />}
    />
  );
}
