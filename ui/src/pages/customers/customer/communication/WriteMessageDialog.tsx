import { Modal, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { keys } from '@/api/keys';
import type { Customer } from '@/api/types';
import { MessageForm } from '@/components/writing/MessageForm';
import { follow } from '@/live/following';
import { fullName } from '@/pages/customers/names';

interface Props {
  customer: Customer;
  opened: boolean;
  onClose: () => void;
}

/** `Nachricht schreiben`: a message to this customer, with the same form as to many. */
export function WriteMessageDialog({ customer, opened, onClose }: Props) {
  const { t } = useTranslation();
  const [sending, setSending] = useState(false);
  const blocked = customer.status === 'blocked';
  return (
    <Modal
      opened={opened}
      onClose={() => !sending && onClose()}
      withCloseButton={!sending}
      title={t('messages.writeTo', { name: fullName(customer) })}
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': t('actions.close') }}
    >
      <MessageForm
        customerIds={[customer.id]}
        known={[customer]}
        draftName={`customer-${customer.id}`}
        recipients={(_, channel) => (
          <Text size="sm" c="dimmed">
            {channel === 'portal'
              ? t('messages.toPortal', { name: fullName(customer) })
              : t('messages.to', { email: customer.email ?? '' })}
          </Text>
        )}
        onSending={setSending}
        onSent={(began) => {
          if (!blocked) follow('messaging', keys.messages(customer.id), began);
          onClose();
        }}
        onCancel={onClose}
      />
    </Modal>
  );
}
