import { MultiSelect, NativeSelect, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { groupsQuery, type GroupKind } from '@/api/groups';
import { LANGUAGES } from '@/i18n';
import type { CustomerForm } from '@/pages/customers/customerForm';

interface Props<Values extends CustomerForm> {
  form: UseFormReturnType<Values>;
}

/** Groups, the permanent discount, and the language that the customer is written to in. */
export function MarkFields<Values extends CustomerForm>({ form }: Props<Values>) {
  const { t } = useTranslation();
  return (
    <Stack>
      <GroupField form={form} kind="customer" />
      <GroupField form={form} kind="recipient" />
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <TextInput
          label={t('person.discount')}
          inputMode="decimal"
          autoComplete="off"
          rightSection={
            <Text size="sm" c="dimmed" aria-hidden>
              %
            </Text>
          }
          {...form.getInputProps('discount_percent')}
        />
        <NativeSelect
          label={t('person.language')}
          data={LANGUAGES.map((language) => ({ value: language, label: t(`language.${language}`) }))}
          {...form.getInputProps('language')}
        />
      </SimpleGrid>
    </Stack>
  );
}

function GroupField<Values extends CustomerForm>({ form, kind }: Props<Values> & { kind: GroupKind }) {
  const { t } = useTranslation();
  const { data: groups } = useQuery(groupsQuery(kind));
  const input = form.getInputProps(`${kind}_group_ids`) as { value: string[] };
  // A group that was deleted meanwhile is still one of the customer's until somebody takes it out.
  const gone = input.value.filter((id) => groups && !groups.some((group) => group.id === id));
  return (
    <MultiSelect
      label={t(`person.${kind}Groups`)}
      placeholder={input.value.length === 0 ? t('person.chooseGroups') : undefined}
      data={[
        ...(groups ?? []).map(({ id, name }) => ({ value: id, label: name })),
        ...gone.map((id) => ({ value: id, label: t('person.unknownGroup') })),
      ]}
      searchable
      clearable
      hidePickedOptions
      nothingFoundMessage={groups?.length === 0 ? t('person.noGroups') : t('person.noGroupFound')}
      clearButtonProps={{ 'aria-label': t('person.clearGroups') }}
      {...input}
    />
  );
}
