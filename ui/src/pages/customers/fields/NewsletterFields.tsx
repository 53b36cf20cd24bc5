import { Checkbox, SimpleGrid, Stack, Text, Textarea, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import type { Customer } from '@/api/types';
import { DayInput } from '@/components/DayInput';
import type { CustomerForm } from '@/pages/customers/customerForm';

interface Props<Values extends CustomerForm> {
  form: UseFormReturnType<Values>;
  customer?: Customer;
}

/** The wish for the newsletter: confirmed by a mail, or by consent in writing with its evidence. */
export function NewsletterFields<Values extends CustomerForm>({ form, customer }: Props<Values>) {
  const { t } = useTranslation();
  const { newsletter, has_evidence } = form.values;
  const confirmed = customer?.newsletter_state === 'confirmed';
  return (
    <Stack>
      <Checkbox
        label={t('newsletterForm.wanted')}
        {...form.getInputProps('newsletter', { type: 'checkbox' })}
      />
      {confirmed && !newsletter && <Text size="sm">{t('newsletterForm.unsubscribes')}</Text>}
      {newsletter && !confirmed && (
        <>
          {!has_evidence && <Text size="sm">{t('newsletterForm.mail')}</Text>}
          <Checkbox
            label={t('newsletterForm.hasEvidence')}
            {...form.getInputProps('has_evidence', { type: 'checkbox' })}
          />
          {has_evidence && (
            <>
              <SimpleGrid cols={{ base: 1, sm: 2 }}>
                <TextInput
                  label={t('newsletterForm.how')}
                  placeholder={t('newsletterForm.howExample')}
                  required
                  autoComplete="off"
                  {...form.getInputProps('newsletter_evidence.how')}
                />
                <DayInput
                  label={t('newsletterForm.when')}
                  required
                  {...form.getInputProps('newsletter_evidence.when')}
                />
              </SimpleGrid>
              <Textarea
                label={t('newsletterForm.wording')}
                required
                autosize
                minRows={2}
                maxRows={8}
                {...form.getInputProps('newsletter_evidence.wording')}
              />
            </>
          )}
        </>
      )}
    </Stack>
  );
}
