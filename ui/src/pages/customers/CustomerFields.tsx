import { SegmentedControl, SimpleGrid, Stack, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import type { CustomerForm } from '@/pages/customers/customerForm';

interface Props<Values extends CustomerForm> {
  form: UseFormReturnType<Values>;
}

/** The inputs for personal and contact data, to create and to edit. */
export function CustomerFields<Values extends CustomerForm>({ form }: Props<Values>) {
  const { t } = useTranslation();
  const company = form.values.is_company;
  const field = (name: string) => ({ ...form.getInputProps(name), autoComplete: 'off' });
  return (
    <Stack>
      <SegmentedControl
        aria-label={t('person.kind')}
        value={company ? 'company' : 'person'}
        onChange={(kind) => form.setFieldValue('is_company', (kind === 'company') as never)}
        data={[
          { value: 'person', label: t('person.private') },
          { value: 'company', label: t('person.company') },
        ]}
        style={{ alignSelf: 'flex-start' }}
      />
      {company && (
        <TextInput label={t('person.companyName')} required {...field('company_name')} data-autofocus />
      )}
      <SimpleGrid cols={{ base: 1, sm: 3 }}>
        <TextInput label={t('person.salutation')} {...field('salutation')} />
        <TextInput
          label={t('person.firstName')}
          {...field('first_name')}
          data-autofocus={!company || undefined}
        />
        <TextInput label={t('person.lastName')} required={!company} {...field('last_name')} />
      </SimpleGrid>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <TextInput label={t('person.email')} type="email" required {...field('email')} />
        <TextInput label={t('person.phone')} type="tel" {...field('phone')} />
      </SimpleGrid>
      <TextInput label={t('person.street')} {...field('address.street')} />
      <SimpleGrid cols={{ base: 1, sm: 3 }}>
        <TextInput label={t('person.postalCode')} {...field('address.postal_code')} />
        <TextInput label={t('person.city')} {...field('address.city')} />
        <TextInput label={t('person.country')} {...field('address.country')} />
      </SimpleGrid>
    </Stack>
  );
}
