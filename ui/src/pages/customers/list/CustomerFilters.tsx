import { Button, Collapse, Group, NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { groupsQuery, type GroupKind } from '@/api/groups';
import { readListSearch, type ListSearch } from '@/app/search';
import { useWide } from '@/components/useWide';

const DEBOUNCE_MS = 200;
/** What `Filter zurücksetzen` takes away; the order and the search stay. */
export const NO_FILTERS = {
  status: undefined,
  customer_group_id: undefined,
  recipient_group_id: undefined,
  credit: undefined,
  newsletter: undefined,
  postal_code: undefined,
} satisfies ListSearch;

/** How many filters are set. */
export function filterCount(search: ListSearch): number {
  return Object.keys(NO_FILTERS).filter((name) => search[name as keyof ListSearch] !== undefined).length;
}

interface Props {
  search: ListSearch;
  onChange: (change: ListSearch) => void;
  /** Asked for by `FilterButton`, which small screens have. */
  unfolded: boolean;
}

/** The filters of C7, all combinable; on a small screen behind a button that counts those that are set. */
export function CustomerFilters({ search, onChange, unfolded }: Props) {
  const { t } = useTranslation();
  const wide = useWide();
  const count = filterCount(search);

  const choose = (name: keyof ListSearch) => ({
    value: String(search[name] ?? ''),
    onChange: (event: { currentTarget: { value: string } }) => {
      const { value } = event.currentTarget;
      const written = name === 'newsletter' ? { true: true, false: false }[value] : value;
      onChange({ [name]: readListSearch({ [name]: written })[name] });
    },
    style: { flex: '1 1 150px', maxWidth: 220 },
  });
  const groups = (kind: GroupKind) => (
    <GroupFilter
      kind={kind}
      {...choose(`${kind}_group_id`)}
      label={t(kind === 'customer' ? 'customerFilter.customerGroup' : 'customerFilter.recipientGroup')}
    />
  );
  const any = { value: '', label: t('customerFilter.any') };

  return (
    <Collapse expanded={wide || unfolded}>
      <Group role="group" aria-label={t('customerFilter.title')} mb="md" gap="sm" align="flex-end">
        <NativeSelect
          label={t('customerFilter.status')}
          {...choose('status')}
          data={[
            any,
            { value: 'active', label: t('customerStatus.active') },
            { value: 'blocked', label: t('customerStatus.blocked') },
          ]}
        />
        {groups('customer')}
        {groups('recipient')}
        <NativeSelect
          label={t('customerFilter.credit')}
          {...choose('credit')}
          data={[
            any,
            { value: 'positive', label: t('customerFilter.creditPositive') },
            { value: 'zero', label: t('customerFilter.creditZero') },
            { value: 'negative', label: t('customerFilter.creditNegative') },
          ]}
        />
        <NativeSelect
          label={t('customerFilter.newsletter')}
          {...choose('newsletter')}
          data={[
            any,
            { value: 'true', label: t('customerFilter.newsletterYes') },
            { value: 'false', label: t('customerFilter.newsletterNo') },
          ]}
        />
        <PostalCodeFilter
          value={search.postal_code ?? ''}
          onChange={(value) => onChange({ postal_code: value === '' ? undefined : value })}
        />
        {count > 0 && (
          <Button variant="subtle" onClick={() => onChange(NO_FILTERS)}>
            {t('customerFilter.reset')}
          </Button>
        )}
      </Group>
    </Collapse>
  );
}

interface GroupFilterProps {
  kind: GroupKind;
  label: string;
  value: string;
  onChange: (event: { currentTarget: { value: string } }) => void;
  style: object;
}

/** The groups of a kind; one that the address names and that is gone still shows as chosen, and can be undone. */
function GroupFilter({ kind, value, ...select }: GroupFilterProps) {
  const { t } = useTranslation();
  const { data: groups, isSuccess } = useQuery(groupsQuery(kind));
  const known = value === '' || groups?.some(({ id }) => id === value);
  return (
    <NativeSelect
      {...select}
      value={value}
      data={[
        { value: '', label: t('customerFilter.any') },
        ...(groups ?? []).map(({ id, name }) => ({ value: id, label: name })),
        ...(known ? [] : [{ value, label: isSuccess ? t('customerFilter.goneGroup') : t('states.loading') }]),
      ]}
    />
  );
}

/** The beginning of the postcode; told after a pause in typing, like the search. */
function PostalCodeFilter({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(value);
  const [told, setTold] = useState(value);
  if (value !== told) {
    setTold(value);
    if (value !== typed.trim()) setTyped(value);
  }
  const tell = useDebouncedCallback((written: string) => onChange(written.trim()), DEBOUNCE_MS);
  return (
    <TextInput
      label={t('customerFilter.postalCode')}
      placeholder={t('customerFilter.postalCodeHint')}
      autoComplete="off"
      maxLength={20}
      style={{ flex: '1 1 120px', maxWidth: 150 }}
      value={typed}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        tell(event.currentTarget.value);
      }}
    />
  );
}
