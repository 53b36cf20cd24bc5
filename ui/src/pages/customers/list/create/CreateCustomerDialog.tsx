import { Button, Fieldset, Group, Modal, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { createCustomer } from '@/api/customers';
import { keys } from '@/api/keys';
import type { Customer, CustomerBody } from '@/api/types';
import { DayInput } from '@/components/DayInput';
import { fieldErrors, fieldsOf, showErrors } from '@/components/formErrors';
import { toastDone } from '@/components/toasts';
import { useFailureInSight } from '@/components/useFailureInSight';
import { useWriteKey } from '@/components/useWriteKey';
import { follow } from '@/live/following';
import { checkCustomer, checkParticipants } from '@/pages/customers/customerChecks';
import { CustomerFields } from '@/pages/customers/CustomerFields';
import {
  bodyOf,
  EMPTY_CUSTOMER,
  participantsOf,
  type CustomerForm,
  type EnteredParticipant,
} from '@/pages/customers/customerForm';
import { CreationNotice } from '@/pages/customers/list/create/CreationNotice';
import { useResembling } from '@/pages/customers/list/create/useResembling';
import { fullName } from '@/pages/customers/names';

const EMPTY = { ...EMPTY_CUSTOMER, participants: [{ first_name: '', last_name: '', birth_date: '' }] };
type Values = CustomerForm & { participants: EnteredParticipant[] };

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

function newCustomer(values: Values): CustomerBody {
  return { ...bodyOf(values), participants: participantsOf(values.participants) };
}

function CreateCustomerForm({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const client = useQueryClient();
  const key = useWriteKey();
  const form = useForm<Values>({ initialValues: EMPTY });
  const hasField = fieldsOf(form.values);

  const resembling = useResembling(newCustomer(form.values));

  const create = useMutation({
    mutationFn: ({ values, force }: { values: Values; force: boolean }) => {
      const wanted = newCustomer(values);
      return createCustomer(wanted, key.of([wanted, force]), force);
    },
    onMutate: () => ({ began: Date.now() }),
    onSuccess: (customer, _, { began }) => {
      client.setQueryData(keys.customer(customer.id), customer);
      follow('billing', keys.invoices(customer.id), began);
      toastDone(t('create.done', { name: fullName(customer), number: customer.number }));
    },
    onError: (error) => showErrors(form, fieldErrors(error, hasField).fields),
  });

  /** Only while the dialog is still there: who closed it is at something else by now. */
  const open = ({ id, participants }: Customer) => {
    const reiter = participants.length > 0 ? 'stammdaten' : 'teilnehmer';
    void navigate({ to: '/kunden/$customerId', params: { customerId: id }, search: { reiter } });
  };

  const failure = useFailureInSight(create.error, hasField);

  // Who was asked about is created anyway, nobody else.
  const edited =
    create.variables !== undefined &&
    JSON.stringify(newCustomer(create.variables.values)) !== JSON.stringify(newCustomer(form.values));

  const save = (values: Values, force: boolean) => {
    const wrong = { ...checkCustomer(values, t), ...checkParticipants(values.participants, t) };
    showErrors(form, wrong);
    if (Object.keys(wrong).length === 0) create.mutate({ values, force }, { onSuccess: open });
  };

  return (
    <form onSubmit={form.onSubmit((values) => save(values, false))} noValidate>
      <Stack gap="lg">
        <div ref={failure}>
          <CreationNotice
            error={create.error}
            edited={edited}
            hasField={hasField}
            resembling={resembling}
            pending={create.isPending}
            onForce={() => save(form.getValues(), true)}
          />
        </div>
        <CustomerFields form={form} />
        <Fieldset legend={t('create.firstParticipant')} variant="filled">
          <SimpleGrid cols={{ base: 1, sm: 3 }}>
            <TextInput label={t('person.firstName')} {...form.getInputProps('participants.0.first_name')} />
            <TextInput label={t('person.lastName')} {...form.getInputProps('participants.0.last_name')} />
            <DayInput label={t('person.birthDate')} {...form.getInputProps('participants.0.birth_date')} />
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
