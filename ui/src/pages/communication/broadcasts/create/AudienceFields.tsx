import { Button, Checkbox, MultiSelect, SimpleGrid, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { groupSizesQuery, type GroupKind } from '@/api/groups';
import { CustomerPicker } from '@/components/writing/CustomerPicker';
import { RecipientNames } from '@/components/writing/RecipientNames';
import { usePicked } from '@/components/writing/usePicked';
import { useFormat } from '@/i18n/useFormat';
import { CourseDateChoice } from '@/pages/communication/broadcasts/create/CourseDateChoice';
import { NOBODY, type ChosenAudience } from '@/pages/communication/broadcasts/create/values';

const MOST_SHOWN = 200;

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
  const many = audience.customer_ids.length > MOST_SHOWN;
  const picked = usePicked(many ? [] : audience.customer_ids);
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
      {many ? (
        <ManyPicked ids={audience.customer_ids} onClear={() => change({ customer_ids: [] })} />
      ) : (
        <CustomerPicker
          label={t('broadcasts.customers')}
          description={t('customers.searchHint')}
          ids={audience.customer_ids}
          picked={picked}
          onChange={(customer_ids) => change({ customer_ids })}
        />
      )}
    </>
  );
}

interface ManyPickedProps {
  ids: string[];
  onClear: () => void;
}

/** More than anybody looks through one by one: they were selected in the list of customers. */
function ManyPicked({ ids, onClear }: ManyPickedProps) {
  const { t } = useTranslation();
  return (
    <Stack gap={4} align="flex-start" role="group" aria-label={t('broadcasts.customers')}>
      <Text size="sm" fw={500}>
        {t('broadcasts.customers')}
      </Text>
      <RecipientNames ids={ids} known={[]} />
      <Button size="xs" variant="default" onClick={onClear}>
        {t('broadcasts.clear')}
      </Button>
    </Stack>
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
