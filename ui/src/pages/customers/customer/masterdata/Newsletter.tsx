import { List, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Customer } from '@/api/types';
import { useFormat } from '@/i18n/useFormat';

/** Whether the customer wants the newsletter, and how that was given and withdrawn, the newest first. */
export function Newsletter({ customer }: { customer: Customer }) {
  const { t } = useTranslation();
  const format = useFormat();
  const line = ({ step, how, when, wording }: Customer['newsletter_history'][number]) => {
    const day = format.date(when);
    if (step === 'given') {
      const said = how === 'double_opt_in' ? t('newsletterForm.doubleOptIn') : how;
      return t('newsletterForm.given', { day, how: said, wording });
    }
    return t(how === 'link' ? 'newsletterForm.withdrawnByLink' : 'newsletterForm.withdrawnByDesk', { day });
  };
  return (
    <>
      {t(`newsletter.${customer.newsletter_state}`)}
      {customer.newsletter_history.length > 0 && (
        <List size="sm" c="dimmed" listStyleType="none" aria-label={t('newsletterForm.history')}>
          {customer.newsletter_history.toReversed().map((entry) => (
            <List.Item key={`${entry.step} ${entry.when}`}>
              <Text size="sm" span>
                {line(entry)}
              </Text>
            </List.Item>
          ))}
        </List>
      )}
    </>
  );
}
