import { Alert, Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { keys } from '@/api/keys';
import { addParticipant, changeParticipant } from '@/api/participants';
import { newerState } from '@/api/problem';
import type { Participant } from '@/api/types';
import { DayInput } from '@/components/DayInput';
import { fieldErrors, fieldsOf } from '@/components/formErrors';
import { FormFailure } from '@/components/FormFailure';
import { toastDone } from '@/components/toasts';
import { useWriteKey } from '@/components/useWriteKey';
import { useFormat } from '@/i18n/useFormat';
import { checkParticipant } from '@/pages/customers/customerChecks';
import { fullName } from '@/pages/customers/names';

/** Who is entered: somebody new (perhaps with the customer's own name), or a participant who is changed. */
export type ParticipantEntry =
  { kind: 'new'; first_name: string; last_name: string } | { kind: 'edit'; participant: Participant };

interface Props {
  customerId: string;
  /** Open while there is one. */
  entry: ParticipantEntry | null;
  onClose: () => void;
}

/** Adds or changes a participant; what was typed stays until it was saved. */
export function ParticipantDialog({ customerId, entry, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={entry !== null}
      onClose={onClose}
      title={entry?.kind === 'edit' ? t('participants.edit') : t('participants.add')}
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': t('actions.close') }}
    >
      {entry && <ParticipantForm customerId={customerId} entry={entry} onClose={onClose} />}
    </Modal>
  );
}

function valuesOf(entry: ParticipantEntry) {
  const { first_name, last_name } = entry.kind === 'edit' ? entry.participant : entry;
  return {
    first_name,
    last_name,
    birth_date: entry.kind === 'edit' ? (entry.participant.birth_date ?? '') : '',
  };
}

function ParticipantForm({
  customerId,
  entry,
  onClose,
}: {
  customerId: string;
  entry: ParticipantEntry;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const key = useWriteKey();
  const [version, setVersion] = useState(entry.kind === 'edit' ? entry.participant.version : 0);
  const form = useForm({
    initialValues: valuesOf(entry),
    validate: (values) => checkParticipant(values, t),
  });
  const hasField = fieldsOf(form.values);
  const saving = useMutation({
    mutationFn: ({ first_name, last_name, birth_date }: typeof form.values) => {
      const entered = {
        first_name: first_name.trim(),
        last_name: last_name.trim(),
        birth_date: birth_date || null,
      };
      return entry.kind === 'edit'
        ? changeParticipant({ id: entry.participant.id, version }, entered)
        : addParticipant(customerId, entered, key.of(entered));
    },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: keys.participants(customerId) });
      await client.invalidateQueries({ queryKey: keys.customer(customerId) });
      toastDone(entry.kind === 'edit' ? t('participants.changed') : t('participants.added'));
    },
    onError: (error) => {
      form.setErrors(fieldErrors(error, hasField).fields);
      const newer = newerState(error) as Participant | undefined;
      if (newer) setVersion(newer.version);
    },
  });
  const newer = newerState(saving.error) as Participant | undefined;
  return (
    <form onSubmit={form.onSubmit((values) => saving.mutate(values, { onSuccess: onClose }))} noValidate>
      <Stack>
        {newer ? <Changed theirs={newer} /> : <FormFailure error={saving.error} hasField={hasField} />}
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
        <DayInput label={t('person.birthDate')} {...form.getInputProps('birth_date')} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('actions.cancel')}
          </Button>
          <Button type="submit" loading={saving.isPending}>
            {entry.kind === 'edit' ? t('actions.save') : t('participants.submit')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** What somebody else saved in the meantime; saving once more puts the inputs upon it. */
function Changed({ theirs }: { theirs: Participant }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Alert color="orange" role="alert" title={t('participants.conflict')}>
      {t('participants.conflictText', {
        name: fullName(theirs),
        born: theirs.birth_date ? format.day(theirs.birth_date) : t('participants.noBirthDate'),
      })}
    </Alert>
  );
}
