import { Button, Group, Modal, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { changeAccount } from '@/api/accounts';
import { keys } from '@/api/keys';
import { newerState } from '@/api/problem';
import type { StaffAccount } from '@/api/types';
import { fieldErrors, fieldsOf } from '@/components/formErrors';
import { FormFailure } from '@/components/FormFailure';
import { toastDone } from '@/components/toasts';
import { AccountFields } from '@/pages/company/staff/AccountFields';

interface Props {
  account: StaffAccount | null;
  onClose: () => void;
}

/** Changes name and role. */
export function EditAccountDialog({ account, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={account !== null}
      onClose={onClose}
      title={t('staff.editTitle', { name: account?.name ?? '' })}
      closeButtonProps={{ 'aria-label': t('actions.close') }}
    >
      {account && <EditAccountForm account={account} onClose={onClose} />}
    </Modal>
  );
}

function EditAccountForm({ account, onClose }: { account: StaffAccount; onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  // What was seen when the editing began: what somebody else saves meanwhile is said, and stays unless edited here.
  const [began] = useState({ name: account.name, role: account.role });
  const [version, setVersion] = useState(account.version);
  const form = useForm({
    initialValues: began,
    validate: { name: (value) => (value.trim() === '' ? t('staff.missingName') : null) },
  });
  const hasField = fieldsOf(form.values);
  const refresh = () => client.invalidateQueries({ queryKey: keys.accounts });
  const save = useMutation({
    mutationFn: (values: typeof began) => {
      const { name, role } = { ...values, name: values.name.trim() };
      const changes = { ...(name !== began.name && { name }), ...(role !== began.role && { role }) };
      return Object.keys(changes).length === 0
        ? Promise.resolve(account)
        : changeAccount({ id: account.id, version }, changes);
    },
    onSuccess: async () => {
      await refresh();
      await client.invalidateQueries({ queryKey: keys.session });
      toastDone(t('staff.saved'));
    },
    onError: (error) => {
      form.setErrors(fieldErrors(error, hasField).fields);
      const newer = newerState(error) as StaffAccount | undefined;
      if (newer) setVersion(newer.version);
      void refresh();
    },
  });
  return (
    <form onSubmit={form.onSubmit((values) => save.mutate(values, { onSuccess: onClose }))} noValidate>
      <Stack>
        <FormFailure error={save.error} hasField={hasField} />
        <AccountFields form={form} />
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
