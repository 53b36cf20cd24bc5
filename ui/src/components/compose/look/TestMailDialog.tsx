import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sendTestMail, type Reader, type WrittenContent } from '@/api/content';
import { sessionQuery } from '@/api/session';
import { fieldErrors } from '@/components/formErrors';
import { FormFailure } from '@/components/FormFailure';
import { toastDone } from '@/components/toasts';

interface Props {
  opened: boolean;
  onClose: () => void;
  content: WrittenContent;
  /** A newsletter has its way out below. */
  kind: Reader['kind'];
}

/** Sends the mail to an address of the clerk's, to see how it looks in a mailbox. */
export function TestMailDialog({ opened, onClose, ...props }: Props) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('compose.testMail')}
      closeButtonProps={{ 'aria-label': t('actions.close') }}
    >
      <TestMailForm onClose={onClose} {...props} />
    </Modal>
  );
}

const hasField = (name: string) => name === 'to';

function TestMailForm({ onClose, content, kind }: Omit<Props, 'opened'>) {
  const { t } = useTranslation();
  const { data: session } = useQuery(sessionQuery);
  const [to, setTo] = useState(session?.email ?? '');
  const send = useMutation({
    mutationFn: () => sendTestMail(to.trim(), content, kind),
    onSuccess: () => {
      toastDone(t('compose.testMailSent', { to: to.trim() }));
      onClose();
    },
  });
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        // The dialog stands within the form that the mail is written in.
        event.stopPropagation();
        send.mutate();
      }}
    >
      <Stack>
        <FormFailure error={send.error} hasField={hasField} />
        <Text size="sm">{t('compose.testMailText')}</Text>
        <TextInput
          label={t('compose.testMailTo')}
          type="email"
          required
          autoComplete="email"
          data-autofocus
          value={to}
          error={fieldErrors(send.error, hasField).fields.to}
          onChange={(event) => setTo(event.currentTarget.value)}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('actions.cancel')}
          </Button>
          <Button type="submit" loading={send.isPending} disabled={to.trim() === ''}>
            {t('compose.sendTestMail')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
