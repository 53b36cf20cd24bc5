import { Alert, Button, Checkbox, Group, Modal, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { keys } from '@/api/keys';
import { writeMessage } from '@/api/messages';
import type { Customer } from '@/api/types';
import { fieldErrors, fieldsOf } from '@/components/formErrors';
import { FormFailure } from '@/components/FormFailure';
import { toastDone } from '@/components/toasts';
import { useWriteKey } from '@/components/useWriteKey';
import { follow } from '@/live/following';
import { fullName } from '@/pages/customers/names';

interface Props {
  customer: Customer;
  opened: boolean;
  onClose: () => void;
}

/** `Nachricht schreiben`: an e-mail to this customer. */
export function WriteMessageDialog({ customer, opened, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('messages.writeTo', { name: fullName(customer) })}
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': t('actions.close') }}
    >
      <WriteMessageForm customer={customer} onClose={onClose} />
    </Modal>
  );
}

function WriteMessageForm({ customer, onClose }: Omit<Props, 'opened'>) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const key = useWriteKey();
  const blocked = customer.status === 'blocked';
  const form = useForm({
    initialValues: { subject: '', body: '', confirm_blocked: false },
    validate: {
      subject: (value) => (value.trim() === '' ? t('messages.missingSubject') : null),
      body: (value) => (value.trim() === '' ? t('messages.missingBody') : null),
    },
  });
  const hasField = fieldsOf(form.values);
  const send = useMutation({
    mutationFn: ({ subject, body, confirm_blocked }: typeof form.values) => {
      const message = {
        customerIds: [customer.id],
        channel: 'email' as const,
        subject: subject.trim(),
        body,
        confirmBlocked: confirm_blocked,
      };
      return writeMessage(message, key.of(message));
    },
    onMutate: () => ({ began: Date.now() }),
    onSuccess: async (_, __, { began }) => {
      if (!blocked) follow('messaging', keys.messages(customer.id), began);
      await client.invalidateQueries({ queryKey: keys.messages(customer.id) });
      toastDone(t('messages.taken'));
      onClose();
    },
    onError: (error) => form.setErrors(fieldErrors(error, hasField).fields),
  });
  return (
    <form onSubmit={form.onSubmit((values) => send.mutate(values))} noValidate>
      <Stack>
        <FormFailure error={send.error} hasField={hasField} />
        <Text size="sm" c="dimmed">
          {t('messages.to', { email: customer.email ?? '' })}
        </Text>
        {blocked && (
          <Alert color="orange" title={t('messages.blockedTitle')}>
            {t('messages.blockedText')}
            <Checkbox
              mt="sm"
              label={t('messages.confirmBlocked')}
              {...form.getInputProps('confirm_blocked', { type: 'checkbox' })}
            />
          </Alert>
        )}
        <TextInput
          label={t('messages.subject')}
          required
          autoComplete="off"
          data-autofocus
          {...form.getInputProps('subject')}
        />
        <Textarea
          label={t('messages.body')}
          required
          autosize
          minRows={8}
          maxRows={18}
          {...form.getInputProps('body')}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('actions.cancel')}
          </Button>
          <Button type="submit" loading={send.isPending}>
            {t('messages.send')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
