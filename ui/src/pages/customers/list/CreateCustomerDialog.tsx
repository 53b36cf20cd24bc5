import { Button, Fieldset, Group, Modal, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { idempotencyKey } from '@/api/client';
import { createCustomer } from '@/api/customers';
import { keys } from '@/api/keys';
import { ApiProblem } from '@/api/problem';
import type { Candidate } from '@/api/types';
import { fieldErrors, fieldsOf } from '@/components/formErrors';
import { FormFailure } from '@/components/FormFailure';
import { toastDone } from '@/components/toasts';
import { follow } from '@/live/following';
import { CustomerFields } from '@/pages/customers/CustomerFields';
import { bodyOf, EMPTY_CUSTOMER, participantsOf, type CustomerForm } from '@/pages/customers/customerForm';
import { DuplicateNotice } from '@/pages/customers/list/DuplicateNotice';
import { fullName } from '@/pages/customers/names';

const EMPTY = { ...EMPTY_CUSTOMER, participants: [{ first_name: '', last_name: '', birth_date: '' }] };
type Values = CustomerForm & {
  participants: { first_name: string; last_name: string; birth_date: string }[];
};

interface Props {
  opened: boolean;
  onClose: () => void;
}

/** `Anlegen`: what is typed stays until the customer was created or the dialog closed. */
export function CreateCustomerDialog({ opened, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('create.title')}
      size="xl"
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': t('actions.close') }}
    >
      <CreateCustomerForm onClose={onClose} />
    </Modal>
  );
}

function CreateCustomerForm({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const client = useQueryClient();
  const key = useRef({ key: idempotencyKey(), sent: '' });
  const form = useForm<Values>({ initialValues: EMPTY });
  const hasField = fieldsOf(form.values);

  const create = useMutation({
    mutationFn: (values: Values) => {
      const wanted = { ...bodyOf(values), participants: participantsOf(values.participants) };
      // The same key says "the same creation once more", so another content needs another key.
      const sent = JSON.stringify(wanted);
      if (sent !== key.current.sent) key.current = { key: idempotencyKey(), sent };
      return createCustomer(wanted, key.current.key);
    },
    onMutate: () => ({ began: Date.now() }),
    onSuccess: async (customer, _, { began }) => {
      client.setQueryData(keys.customer(customer.id), customer);
      follow('billing', keys.invoices(customer.id), began);
      toastDone(t('create.done', { name: fullName(customer), number: customer.number }));
      const reiter = customer.participants.length > 0 ? 'stammdaten' : 'teilnehmer';
      await navigate({ to: '/kunden/$customerId', params: { customerId: customer.id }, search: { reiter } });
    },
    onError: (error) => form.setErrors(fieldErrors(error, hasField).fields),
  });

  const candidates =
    create.error instanceof ApiProblem
      ? (create.error.document.candidates as Candidate[] | undefined)
      : undefined;

  const save = (values: Values) => {
    const missing = values.is_company ? 'company_name' : 'last_name';
    form.clearErrors();
    if (values[missing].trim() === '') form.setFieldError(missing, t('create.missingName'));
    if (values.email.trim() === '') form.setFieldError('email', t('create.missingEmail'));
    if (values[missing].trim() !== '' && values.email.trim() !== '') create.mutate(values);
  };

  return (
    <form onSubmit={form.onSubmit((values) => save(values))} noValidate>
      <Stack gap="lg">
        {candidates ? (
          <DuplicateNotice candidates={candidates} />
        ) : (
          <FormFailure error={create.error} hasField={hasField} />
        )}
        <CustomerFields form={form} />
        <Fieldset legend={t('create.firstParticipant')} variant="filled">
          <SimpleGrid cols={{ base: 1, sm: 3 }}>
            <TextInput label={t('person.firstName')} {...form.getInputProps('participants.0.first_name')} />
            <TextInput label={t('person.lastName')} {...form.getInputProps('participants.0.last_name')} />
            <TextInput
              label={t('person.birthDate')}
              type="date"
              {...form.getInputProps('participants.0.birth_date')}
            />
          </SimpleGrid>
        </Fieldset>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('actions.cancel')}
          </Button>
          <Button type="submit" loading={create.isPending}>
            {t('create.submit')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
