import { List, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { deleteCustomer } from '@/api/customers';
import { keys } from '@/api/keys';
import type { Customer } from '@/api/types';
import { ConfirmDialog } from '@/components/ConfirmDialog';
import { forgetSelected } from '@/pages/customers/list/selection/useSelection';
import { fullName } from '@/pages/customers/names';

interface Props {
  customer: Customer;
  opened: boolean;
  onClose: () => void;
}

/** Deletes for good after saying what goes and what stays; then shows the certificate. */
export function DeleteDialog({ customer, opened, onClose }: Props) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const navigate = useNavigate();
  const remove = useMutation({
    mutationFn: () => deleteCustomer(customer.id, customer.version),
    onSuccess: async () => {
      forgetSelected([customer.id]);
      // What is still being typed about a deleted customer is not worth a question.
      await navigate({
        to: '/loeschungen/$customerId',
        params: { customerId: customer.id },
        ignoreBlocker: true,
      });
      // Nothing of the customer stays in this browser's memory.
      for (const key of [
        keys.customer(customer.id),
        keys.participants(customer.id),
        keys.customerNotes(customer.id),
        ...customer.participants.map(({ id }) => keys.participantNotes(id)),
        // Which customer an opened message is to, its key does not say.
        ['message'],
        keys.portalAccount(customer.id),
      ]) {
        client.removeQueries({ queryKey: key });
      }
    },
  });
  return (
    <ConfirmDialog
      opened={opened}
      onClose={onClose}
      title={t('delete.title', { name: fullName(customer) })}
      confirm={t('delete.confirm')}
      danger
      action={remove}
      onConfirm={() => remove.mutate()}
    >
      <Text fw={600}>{t('delete.goes')}</Text>
      <List spacing={4}>
        <List.Item>{t('delete.goesData')}</List.Item>
        <List.Item>{t('delete.goesNotes')}</List.Item>
        <List.Item>{t('delete.goesMail')}</List.Item>
        <List.Item>{t('delete.goesPortal')}</List.Item>
      </List>
      <Text fw={600}>{t('delete.stays')}</Text>
      <List spacing={4}>
        <List.Item>{t('delete.staysInvoices')}</List.Item>
        <List.Item>{t('delete.staysNumber')}</List.Item>
        <List.Item>{t('delete.staysProof')}</List.Item>
      </List>
      <Text>{t('delete.proof')}</Text>
      <Text fw={600}>{t('delete.final')}</Text>
    </ConfirmDialog>
  );
}
