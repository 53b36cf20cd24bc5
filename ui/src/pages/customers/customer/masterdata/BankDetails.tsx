import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { readBankDetails } from '@/api/bankDetails';
import type { Customer } from '@/api/types';
import { FormFailure } from '@/components/FormFailure';
import { formatIban } from '@/i18n/format';

/** Masked; in full on request, which the service writes down. What was shown leaves the memory with the page. */
export function BankDetails({ customer }: { customer: Customer }) {
  const { t } = useTranslation();
  const show = useMutation({ mutationFn: () => readBankDetails(customer.id), gcTime: 0 });
  const full = show.data;
  return (
    <Stack gap={6} align="flex-start">
      <div role="status">
        {full ? (
          <Stack gap={0}>
            <span>{formatIban(full.iban)}</span>
            {full.bic && <span>{t('bank.bicIs', { bic: full.bic })}</span>}
            {full.account_holder && <span>{t('bank.holderIs', { holder: full.account_holder })}</span>}
          </Stack>
        ) : (
          customer.bank_details?.iban
        )}
      </div>
      <FormFailure error={show.error} />
      <Group gap="xs">
        <Button
          variant="default"
          size="compact-sm"
          loading={show.isPending}
          onClick={() => (full ? show.reset() : show.mutate())}
        >
          {full ? t('bank.hide') : t('bank.show')}
        </Button>
        <Text size="xs" c="dimmed">
          {full ? t('bank.audited') : t('bank.isAudited')}
        </Text>
      </Group>
    </Stack>
  );
}
