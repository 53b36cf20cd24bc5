import { List, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { blockCustomer, unblockCustomer } from '@/api/customers';
import { keys } from '@/api/keys';
import type { Customer } from '@/api/types';
import { ConfirmDialog } from '@/components/ConfirmDialog';
import { toastDone } from '@/components/toasts';
import { fullName } from '@/pages/customers/names';

interface Props {
  customer: Customer;
  opened: boolean;
  onClose: () => void;
}

/** Blocks or unblocks, after saying what that means. */
export function BlockDialog({ customer, opened, onClose }: Props) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState(false);
  // What was chosen stays chosen, whatever somebody else does to the customer meanwhile.
  const [blocked, setBlocked] = useState(customer.status === 'blocked');
  const [wasOpened, setWasOpened] = useState(opened);
  if (opened !== wasOpened) {
    setWasOpened(opened);
    if (opened) setBlocked(customer.status === 'blocked');
  }

  const change = useMutation({
    mutationFn: () =>
      blocked
        ? unblockCustomer(customer.id, customer.version)
        : blockCustomer(customer.id, customer.version, reason.trim()),
    onSuccess: (saved) => {
      client.setQueryData(keys.customer(saved.id), saved);
      toastDone(t(blocked ? 'block.undone' : 'block.done', { name: fullName(saved) }));
      setReason('');
      onClose();
    },
  });
  const confirm = () => {
    const lacksReason = !blocked && reason.trim() === '';
    setMissing(lacksReason);
    if (!lacksReason) change.mutate();
  };

  return (
    <ConfirmDialog
      opened={opened}
      onClose={onClose}
      title={t(blocked ? 'block.undoTitle' : 'block.title', { name: fullName(customer) })}
      confirm={blocked ? t('customer.unblock') : t('customer.block')}
      action={change}
      onConfirm={confirm}
    >
      {blocked ? (
        <Text>{t('block.undoText')}</Text>
      ) : (
        <>
          <Text>{t('block.text')}</Text>
          <List spacing={4}>
            <List.Item>{t('block.noLogin')}</List.Item>
            <List.Item>{t('block.noSignUp')}</List.Item>
            <List.Item>{t('block.noMail')}</List.Item>
          </List>
          <Text>{t('block.stays')}</Text>
          <TextInput
            label={t('block.reason')}
            description={t('block.reasonHint')}
            required
            autoComplete="off"
            maxLength={500}
            data-autofocus
            error={missing && t('block.reasonMissing')}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
        </>
      )}
    </ConfirmDialog>
  );
}
