import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { createGroup, renameGroup, type GroupKind } from '@/api/groups';
import { keys } from '@/api/keys';
import type { CustomerGroup } from '@/api/types';
import { fieldErrors, fieldsOf } from '@/components/formErrors';
import { FormFailure } from '@/components/FormFailure';
import { toastDone } from '@/components/toasts';
import { useWriteKey } from '@/components/useWriteKey';

interface Props {
  kind: GroupKind;
  /** A group to rename, or a new one; `null` closes the dialog. */
  subject: CustomerGroup | 'new' | null;
  onClose: () => void;
}

/** Gives a new group its name, or another one. */
export function GroupNameDialog({ kind, subject, onClose }: Props) {
  const { t } = useTranslation();
  const title =
    subject === 'new' || subject === null
      ? t(`groups.${kind}.create`)
      : t('groups.rename', { name: subject.name });
  return (
    <Modal
      opened={subject !== null}
      onClose={onClose}
      title={title}
      closeButtonProps={{ 'aria-label': t('actions.close') }}
    >
      {subject && <GroupNameForm kind={kind} subject={subject} onClose={onClose} />}
    </Modal>
  );
}

function GroupNameForm({ kind, subject, onClose }: Props & { subject: CustomerGroup | 'new' }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const key = useWriteKey();
  const form = useForm({
    initialValues: { name: subject === 'new' ? '' : subject.name },
    validate: { name: (value) => (value.trim() === '' ? t('groups.missingName') : null) },
  });
  const hasField = fieldsOf(form.values);
  const refresh = () =>
    Promise.all([
      client.invalidateQueries({ queryKey: keys.groups(kind) }),
      client.invalidateQueries({ queryKey: keys.groupSizes(kind) }),
    ]);
  const save = useMutation({
    mutationFn: ({ name }: { name: string }) => {
      const wanted = name.trim();
      return subject === 'new'
        ? createGroup(kind, wanted, key.of(wanted))
        : renameGroup(kind, subject, wanted);
    },
    onSuccess: async (saved) => {
      await refresh();
      toastDone(t('groups.saved', { name: saved.name }));
    },
    onError: (error) => {
      form.setErrors(fieldErrors(error, hasField).fields);
      void refresh();
    },
  });
  return (
    <form onSubmit={form.onSubmit((values) => save.mutate(values, { onSuccess: onClose }))} noValidate>
      <Stack>
        <FormFailure error={save.error} hasField={hasField} />
        <TextInput
          label={t('groups.name')}
          required
          maxLength={100}
          autoComplete="off"
          data-autofocus
          {...form.getInputProps('name')}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('actions.cancel')}
          </Button>
          <Button type="submit" loading={save.isPending}>
            {t('actions.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
