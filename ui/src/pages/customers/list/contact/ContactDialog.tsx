import { Modal } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { blockedIdsQuery } from '@/api/selection';
import type { Customer } from '@/api/types';
import { Fetched } from '@/components/Fetched';
import { MessageForm } from '@/components/writing/MessageForm';
import { useFormat } from '@/i18n/useFormat';

interface Props {
  opened: boolean;
  onClose: () => void;
  customerIds: readonly string[];
  /** The customers that the list has loaded, for their names. */
  known: readonly Customer[];
  onGone: (ids: readonly string[]) => void;
}

/** `Kunde kontaktieren`: one message to everybody selected; who does not get it is named before (M1, M4). */
export function ContactDialog({ opened, onClose, customerIds, ...props }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const count = customerIds.length;
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('contact.title', { count, number: format.number(count) })}
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': t('actions.close') }}
    >
      <ContactForm customerIds={customerIds} onClose={onClose} {...props} />
    </Modal>
  );
}

/** The recipients that are blocked by what the service or the list says. */
function blockedAmong(
  customerIds: readonly string[],
  ids: readonly string[],
  known: readonly Customer[],
): string[] {
  const blocked = new Set(ids);
  for (const { id, status } of known) if (status === 'blocked') blocked.add(id);
  return customerIds.filter((id) => blocked.has(id));
}

function ContactForm({ customerIds, known, onClose, onGone }: Omit<Props, 'opened'>) {
  const blockedIds = useQuery(blockedIdsQuery);
  return (
    <Fetched query={blockedIds}>
      {(ids) => (
        <MessageForm
          customerIds={customerIds}
          blocked={blockedAmong(customerIds, ids, known)}
          known={known}
          draftName="selected"
          onGone={onGone}
          onSent={onClose}
          onCancel={onClose}
        />
      )}
    </Fetched>
  );
}
