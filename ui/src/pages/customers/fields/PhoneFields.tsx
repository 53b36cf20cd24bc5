import { ActionIcon, Button, Group, Stack, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { CustomerForm } from '@/pages/customers/customerForm';

/** As many as the service takes. */
const MOST = 10;

/** The phone and any further numbers. */
export function PhoneFields<Values extends CustomerForm>({ form }: { form: UseFormReturnType<Values> }) {
  const { t } = useTranslation();
  const further = form.values.further_phones;
  const set = (phones: string[]) => form.setFieldValue('further_phones', phones as never);
  return (
    <Stack gap="xs">
      <TextInput label={t('person.phone')} type="tel" autoComplete="off" {...form.getInputProps('phone')} />
      {further.map((_, index) => (
        // The numbers have no identity but their place.
        <Group key={index} gap="xs" align="flex-end" wrap="nowrap">
          <TextInput
            label={t('person.furtherPhone', { number: index + 2 })}
            type="tel"
            autoComplete="off"
            style={{ flex: 1 }}
            {...form.getInputProps(`further_phones.${index}`)}
          />
          <ActionIcon
            variant="default"
            size={36}
            aria-label={t('person.removePhone', { number: index + 2 })}
            onClick={() => set(further.filter((__, place) => place !== index))}
          >
            <IconX size={16} aria-hidden />
          </ActionIcon>
        </Group>
      ))}
      {further.length < MOST && (
        <Button
          variant="subtle"
          size="compact-sm"
          style={{ alignSelf: 'flex-start' }}
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => set([...further, ''])}
        >
          {t('person.addPhone')}
        </Button>
      )}
    </Stack>
  );
}
