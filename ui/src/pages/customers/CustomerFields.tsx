import { Accordion, SegmentedControl, SimpleGrid, Stack, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Customer } from '@/api/types';
import type { CustomerForm } from '@/pages/customers/customerForm';
import { BankFields } from '@/pages/customers/fields/BankFields';
import { MarkFields } from '@/pages/customers/fields/MarkFields';
import { NewsletterFields } from '@/pages/customers/fields/NewsletterFields';
import { PhoneFields } from '@/pages/customers/fields/PhoneFields';

interface Props<Values extends CustomerForm> {
  form: UseFormReturnType<Values>;
  /** The customer who is edited; none while one is created. */
  customer?: Customer;
}

/** The parts that open on demand, with the inputs in each: a refused input opens its part. */
const SECTIONS = {
  marks: ['language', 'discount_percent', 'customer_group_ids', 'recipient_group_ids'],
  newsletter: ['newsletter', 'newsletter_evidence'],
  bank: ['bank_details'],
} as const;
const NAMES = Object.keys(SECTIONS) as (keyof typeof SECTIONS)[];

/** The inputs for personal, contact and payment data, to create and to edit. */
export function CustomerFields<Values extends CustomerForm>({ form, customer }: Props<Values>) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState<string[]>(customer ? NAMES : []);
  const refused = NAMES.filter((name) =>
    SECTIONS[name].some((input) => Object.keys(form.errors).some((path) => path.startsWith(input))),
  );
  const inputs = {
    marks: <MarkFields form={form} />,
    newsletter: <NewsletterFields form={form} customer={customer} />,
    bank: <BankFields form={form} />,
  };
  return (
    <Stack>
      <PersonFields form={form} />
      <Accordion
        multiple
        variant="separated"
        order={3}
        value={[...new Set([...opened, ...refused])]}
        onChange={setOpened}
      >
        {NAMES.map((name) => (
          <Accordion.Item key={name} value={name}>
            <Accordion.Control>{t(`fields.${name}`)}</Accordion.Control>
            <Accordion.Panel>{inputs[name]}</Accordion.Panel>
          </Accordion.Item>
        ))}
      </Accordion>
    </Stack>
  );
}

function PersonFields<Values extends CustomerForm>({ form }: Pick<Props<Values>, 'form'>) {
  const { t } = useTranslation();
  const company = form.values.is_company;
  const field = (name: string) => ({ ...form.getInputProps(name), autoComplete: 'off' });
  return (
    <>
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
        <PhoneFields form={form} />
      </SimpleGrid>
      <TextInput label={t('person.street')} {...field('address.street')} />
      <SimpleGrid cols={{ base: 1, sm: 3 }}>
        <TextInput label={t('person.postalCode')} {...field('address.postal_code')} />
        <TextInput label={t('person.city')} {...field('address.city')} />
        <TextInput label={t('person.country')} {...field('address.country')} />
      </SimpleGrid>
    </>
  );
}
