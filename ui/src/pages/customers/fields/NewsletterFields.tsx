import { Checkbox, SimpleGrid, Stack, Text, Textarea, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import type { Customer } from '@/api/types';
import { DayInput } from '@/components/DayInput';
import { useFormat } from '@/i18n/useFormat';
import type { CustomerForm } from '@/pages/customers/customerForm';

interface Props<Values extends CustomerForm> {
  form: UseFormReturnType<Values>;
  customer?: Customer;
}

/** That the customer unsubscribed, unless they have confirmed since: then nobody else can undo it (M5). */
function unsubscribedByLink({ newsletter_history }: Customer) {
  const confirmed = newsletter_history.findLastIndex(({ how }) => how === 'double_opt_in');
  return newsletter_history
    .slice(confirmed + 1)
    .findLast(({ step, how }) => step === 'withdrawn' && how === 'link');
}

/** The wish for the newsletter: confirmed by a mail, or by consent in writing with its evidence. */
export function NewsletterFields<Values extends CustomerForm>({ form, customer }: Props<Values>) {
  const { t } = useTranslation();
  const { newsletter, has_evidence } = form.values;
  const format = useFormat();
  const byLink = customer && unsubscribedByLink(customer);
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
          {byLink && (
            <Text size="sm">{t('newsletterForm.afterLink', { day: format.date(byLink.when) })}</Text>
          )}
          {!byLink && !has_evidence && <Text size="sm">{t('newsletterForm.mail')}</Text>}
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
