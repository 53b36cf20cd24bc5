import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { idempotencyKey } from '@/api/client';
import { keys } from '@/api/keys';
import { addParticipant } from '@/api/participants';
import { fieldErrors, fieldsOf } from '@/components/formErrors';
import { FormFailure } from '@/components/FormFailure';
import { toastDone } from '@/components/toasts';
import { participantsOf } from '@/pages/customers/customerForm';

interface Props {
  customerId: string;
  opened: boolean;
  onClose: () => void;
}

export function AddParticipantDialog({ customerId, opened, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('participants.add')}
      closeButtonProps={{ 'aria-label': t('actions.close') }}
    >
      <AddParticipantForm customerId={customerId} onClose={onClose} />
    </Modal>
  );
}

function AddParticipantForm({ customerId, onClose }: Omit<Props, 'opened'>) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [key, setKey] = useState(idempotencyKey);
  const form = useForm({
    initialValues: { first_name: '', last_name: '', birth_date: '' },
    validate: {
      first_name: (value) => (value.trim() === '' ? t('participants.missingFirstName') : null),
      last_name: (value) => (value.trim() === '' ? t('participants.missingLastName') : null),
    },
  });
  const hasField = fieldsOf(form.values);
  const add = useMutation({
    mutationFn: async (values: typeof form.values) => {
      const [participant] = participantsOf([values]);
      if (participant) await addParticipant(customerId, participant, key);
    },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: keys.participants(customerId) });
      await client.invalidateQueries({ queryKey: keys.customer(customerId) });
      toastDone(t('participants.added'));
      onClose();
    },
    onError: (error) => {
      setKey(idempotencyKey());
      form.setErrors(fieldErrors(error, hasField).fields);
    },
  });
  return (
    <form onSubmit={form.onSubmit((values) => add.mutate(values))} noValidate>
      <Stack>
        <FormFailure error={add.error} hasField={hasField} />
        <TextInput
          label={t('person.firstName')}
          required
          autoComplete="off"
          data-autofocus
          {...form.getInputProps('first_name')}
        />
        <TextInput
          label={t('person.lastName')}
          required
          autoComplete="off"
          {...form.getInputProps('last_name')}
        />
        <TextInput label={t('person.birthDate')} type="date" {...form.getInputProps('birth_date')} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('actions.cancel')}
          </Button>
          <Button type="submit" loading={add.isPending}>
            {t('participants.submit')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
