import { Checkbox, MultiSelect, SimpleGrid, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { groupSizesQuery, type GroupKind } from '@/api/groups';
import { CustomerPicker } from '@/components/writing/CustomerPicker';
import { usePicked } from '@/components/writing/usePicked';
import { useFormat } from '@/i18n/useFormat';
import { CourseDateChoice } from '@/pages/communication/broadcasts/create/CourseDateChoice';
import { NOBODY, type ChosenAudience } from '@/pages/communication/broadcasts/create/values';

interface Props {
  audience: ChosenAudience;
  /** What everyone is called. */
  everyone: string;
  onChange: (audience: ChosenAudience) => void;
}

/** Whom a broadcast is for: everyone, or groups, course dates and single customers, united. */
export function AudienceFields({ audience, everyone, onChange }: Props) {
  return (
    <Stack>
      <Checkbox
        label={everyone}
        checked={audience.everyone}
        onChange={({ currentTarget: { checked } }) => onChange({ ...NOBODY, everyone: checked })}
      />
      {!audience.everyone && <Chosen audience={audience} onChange={onChange} />}
    </Stack>
  );
}

function Chosen({ audience, onChange }: Omit<Props, 'everyone'>) {
  const { t } = useTranslation();
  const picked = usePicked(audience.customer_ids);
  const change = (part: Partial<ChosenAudience>) => onChange({ ...audience, ...part });
  return (
    <>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <GroupChoice
          kind="customer"
          ids={audience.customer_group_ids}
          onChange={(customer_group_ids) => change({ customer_group_ids })}
        />
        <GroupChoice
          kind="recipient"
          ids={audience.recipient_group_ids}
          onChange={(recipient_group_ids) => change({ recipient_group_ids })}
        />
      </SimpleGrid>
      <CourseDateChoice
        ids={audience.course_date_ids}
        onChange={(course_date_ids) => change({ course_date_ids })}
      />
      <CustomerPicker
        label={t('broadcasts.customers')}
        description={t('customers.searchHint')}
        ids={audience.customer_ids}
        picked={picked}
        onChange={(customer_ids) => change({ customer_ids })}
      />
    </>
  );
}

interface GroupChoiceProps {
  kind: GroupKind;
  ids: string[];
  onChange: (ids: string[]) => void;
}

function GroupChoice({ kind, ids, onChange }: GroupChoiceProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { data: groups, isPending } = useQuery(groupSizesQuery(kind));
  const gone = isPending ? '…' : t('person.unknownGroup');
  const known = new Set(groups?.map(({ id }) => id));
  return (
    <MultiSelect
      label={t(`groups.${kind}.title`)}
      placeholder={ids.length === 0 ? t('broadcasts.choose') : undefined}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': t('broadcasts.clear') }}
      nothingFoundMessage={t(`groups.${kind}.none`)}
      data={[
        ...(groups ?? []).map(({ id, name, customers }) => ({
          value: id,
          label: `${name} (${format.number(customers)})`,
        })),
        ...ids.filter((id) => !known.has(id)).map((id) => ({ value: id, label: gone })),
      ]}
      value={ids}
      onChange={onChange}
    />
  );
}
