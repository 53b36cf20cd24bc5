import { Button, Group, Modal, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { changeAccount } from '@/api/accounts';
import { keys } from '@/api/keys';
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
  const form = useForm({
    initialValues: { name: account.name, role: account.role },
    validate: { name: (value) => (value.trim() === '' ? t('staff.missingName') : null) },
  });
  const hasField = fieldsOf(form.values);
  const refresh = () => client.invalidateQueries({ queryKey: keys.accounts });
  const save = useMutation({
    mutationFn: ({ name, role }: typeof form.values) => changeAccount(account, { name: name.trim(), role }),
    onSuccess: async () => {
      await refresh();
      await client.invalidateQueries({ queryKey: keys.session });
      toastDone(t('staff.saved'));
      onClose();
    },
    onError: (error) => {
      form.setErrors(fieldErrors(error, hasField).fields);
      void refresh();
    },
  });
  return (
    <form onSubmit={form.onSubmit((values) => save.mutate(values))} noValidate>
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
