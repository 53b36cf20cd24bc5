import { Badge, Group, MultiSelect, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { firstHitsQuery } from '@/api/customers';
import type { Customer } from '@/api/types';
import { placeOf, pickedName } from '@/pages/customers/names';

const TYPING_PAUSE_MS = 200;

interface Props {
  label: string;
  description?: string;
  ids: readonly string[];
  /** The picked customers, as far as they are loaded. */
  picked: readonly (Customer | undefined)[];
  onChange: (ids: string[]) => void;
  error?: string;
}

/** Customers picked by search; each can be taken out again. */
export function CustomerPicker({ ids, picked, onChange, ...field }: Props) {
  const { t } = useTranslation();
  const [entered, setEntered] = useState('');
  const [wanted] = useDebouncedValue(entered.trim(), TYPING_PAUSE_MS);
  const hits = useQuery({ ...firstHitsQuery(wanted), placeholderData: keepPreviousData });
  const found = wanted === '' ? [] : (hits.data ?? []);
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
      }))}
      value={[...ids]}
      onChange={(chosen) => {
        onChange(chosen);
        setEntered('');
      }}
      searchValue={entered}
      onSearchChange={setEntered}
      // The service has searched: what it found need not have the words in its name.
      filter={({ options }) => options}
      nothingFoundMessage={
        wanted !== '' && wanted === entered.trim() && hits.isFetched ? t('customers.noHits') : undefined
      }
      renderOption={({ option }) => <Option customer={all.get(option.value)} />}
    />
  );
}

function Option({ customer }: { customer: Customer | undefined }) {
  const { t } = useTranslation();
  if (!customer) return '…';
  const about = [customer.email, placeOf(customer.address)].filter(Boolean).join(' · ');
  return (
    <Group justify="space-between" wrap="nowrap" w="100%">
      <div style={{ minWidth: 0, overflowWrap: 'anywhere' }}>
        <Text size="sm">{pickedName(customer)}</Text>
        <Text size="xs" c="dimmed">
          {about}
        </Text>
      </div>
      {customer.status === 'blocked' && <Badge color="orange">{t('customerStatus.blocked')}</Badge>}
    </Group>
  );
}
