import { Modal } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Customer } from '@/api/types';
import { MessageForm } from '@/components/writing/MessageForm';
import { RecipientNames } from '@/components/writing/RecipientNames';
import { useFormat } from '@/i18n/useFormat';

interface Props {
  opened: boolean;
  onClose: () => void;
  customerIds: readonly string[];
  /** The customers that the list has loaded, for their names. */
  known: readonly Customer[];
  onGone: (ids: readonly string[]) => void;
  onSent: () => void;
}

/** `Kunde kontaktieren`: to everybody selected, who are named; who does not get it is named before (M1, M2, M4). */
export function ContactDialog({ opened, onClose, customerIds, known, ...on }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const [sending, setSending] = useState(false);
  const count = customerIds.length;
  return (
    <Modal
      opened={opened}
      onClose={() => !sending && onClose()}
      withCloseButton={!sending}
      title={t('contact.title', { count, number: format.number(count) })}
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': t('actions.close') }}
    >
      <MessageForm
        customerIds={customerIds}
        known={known}
        draftName="selected"
        recipients={() => <RecipientNames ids={customerIds} known={known} />}
        onGone={on.onGone}
        onSending={setSending}
        onSent={() => {
          on.onSent();
          onClose();
        }}
        onCancel={onClose}
      />
    </Modal>
  );
}
