import { Button, Group, Modal, Radio, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { addSuppression } from '@/api/suppressions';
import type { Customer, Suppression } from '@/api/types';
import { FormFailure } from '@/components/FormFailure';
import { toastDone } from '@/components/toasts';
import { useWriteKey } from '@/components/useWriteKey';
import { CustomerChoice } from '@/pages/company/suppressions/CustomerChoice';
import { fullName } from '@/pages/customers/names';

interface Props {
  opened: boolean;
  onClose: () => void;
}

/** `Adresse sperren`: a customer's address gets nothing, or no newsletter, until somebody lifts it. */
export function AddSuppressionDialog({ opened, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('suppressions.addTitle')}
      closeButtonProps={{ 'aria-label': t('actions.close') }}
    >
      <AddSuppressionForm onClose={onClose} />
    </Modal>
  );
}

function AddSuppressionForm({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const key = useWriteKey();
  const [customer, setCustomer] = useState<Customer | null>(null);
  const [scope, setScope] = useState<Suppression['scope']>('mail');
  const [missing, setMissing] = useState(false);
  const add = useMutation({
    mutationFn: (chosen: Customer) => addSuppression(chosen.id, scope, key.of([chosen.id, scope])),
    onSuccess: async (_, chosen) => {
      await client.invalidateQueries({ queryKey: ['suppression'] });
      toastDone(t('suppressions.addDone', { name: fullName(chosen) }));
    },
  });
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setMissing(customer === null);
        if (customer) add.mutate(customer, { onSuccess: onClose });
      }}
    >
      <Stack>
        <FormFailure error={add.error} />
        <CustomerChoice
          chosen={customer}
          error={missing && customer === null ? t('suppressions.customerMissing') : null}
          onChoose={setCustomer}
        />
        <Radio.Group label={t('suppressions.scope')} value={scope} onChange={(value) => setScope(value)}>
          <Group mt="xs">
            <Radio value="mail" label={t('suppressions.scopeOf.mail')} />
            <Radio value="newsletter" label={t('suppressions.scopeOf.newsletter')} />
          </Group>
        </Radio.Group>
        <Text size="sm">
          {scope === 'mail' ? t('suppressions.addText') : t('suppressions.addTextNewsletter')}
        </Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('actions.cancel')}
          </Button>
          <Button type="submit" loading={add.isPending}>
            {t('suppressions.addSubmit')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
