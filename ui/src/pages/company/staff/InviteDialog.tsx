import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { inviteAccount, type StaffRole } from '@/api/accounts';
import { keys } from '@/api/keys';
import { fieldErrors, fieldsOf } from '@/components/formErrors';
import { FormFailure } from '@/components/FormFailure';
import { toastDone } from '@/components/toasts';
import { useWriteKey } from '@/components/useWriteKey';
import { AccountFields } from '@/pages/company/staff/AccountFields';

interface Props {
  opened: boolean;
  onClose: () => void;
}

/** Invites a colleague: they choose their password themselves, by a link in the mail. */
export function InviteDialog({ opened, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('staff.invite')}
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': t('actions.close') }}
    >
      <InviteForm onClose={onClose} />
    </Modal>
  );
}

function InviteForm({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const key = useWriteKey();
  const form = useForm({
    initialValues: { email: '', name: '', role: 'staff' as StaffRole },
    validate: {
      name: (value) => (value.trim() === '' ? t('staff.missingName') : null),
      email: (value) => (value.trim() === '' ? t('staff.missingEmail') : null),
    },
  });
  const hasField = fieldsOf(form.values);
  const invite = useMutation({
    mutationFn: ({ email, name, role }: typeof form.values) => {
      const wanted = { email: email.trim(), name: name.trim(), role };
      return inviteAccount(wanted, key.of(wanted));
    },
    onSuccess: async (account) => {
      await client.invalidateQueries({ queryKey: keys.accounts });
      toastDone(t('staff.invited', { email: account.email }));
    },
    onError: (error) => form.setErrors(fieldErrors(error, hasField).fields),
  });
  return (
    <form onSubmit={form.onSubmit((values) => invite.mutate(values, { onSuccess: onClose }))} noValidate>
      <Stack>
        <FormFailure error={invite.error} hasField={hasField} />
        <Text size="sm" c="dimmed">
          {t('staff.inviteText')}
        </Text>
        <AccountFields form={form}>
          <TextInput
            label={t('staff.email')}
            type="email"
            required
            autoComplete="off"
            {...form.getInputProps('email')}
          />
        </AccountFields>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('actions.cancel')}
          </Button>
          <Button type="submit" loading={invite.isPending}>
            {t('staff.inviteSubmit')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
