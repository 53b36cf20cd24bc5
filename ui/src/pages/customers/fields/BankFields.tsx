import { Radio, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import type { CustomerForm } from '@/pages/customers/customerForm';

/** Bank details: stored ones stay masked, and are kept, replaced or removed. */
export function BankFields<Values extends CustomerForm>({ form }: { form: UseFormReturnType<Values> }) {
  const { t } = useTranslation();
  const { known_iban, bank_change } = form.values;
  return (
    <Stack>
      {known_iban !== '' && (
        <Radio.Group label={t('bank.stored', { iban: known_iban })} {...form.getInputProps('bank_change')}>
          <Stack gap="xs" mt="xs">
            {(['keep', 'replace', 'remove'] as const).map((change) => (
              <Radio key={change} value={change} label={t(`bank.${change}`)} />
            ))}
          </Stack>
        </Radio.Group>
      )}
      {bank_change === 'replace' && (
        <>
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            <TextInput
              label={t('bank.iban')}
              autoComplete="off"
              spellCheck={false}
              {...form.getInputProps('bank_details.iban')}
            />
            <TextInput
              label={t('bank.bic')}
              autoComplete="off"
              spellCheck={false}
              {...form.getInputProps('bank_details.bic')}
            />
          </SimpleGrid>
          <TextInput
            label={t('bank.holder')}
            autoComplete="off"
            {...form.getInputProps('bank_details.account_holder')}
          />
          <Text size="sm" c="dimmed">
            {t('bank.encrypted')}
          </Text>
        </>
      )}
    </Stack>
  );
}
