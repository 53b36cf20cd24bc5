import { Alert, Button, Checkbox, List, Text } from '@mantine/core';
import { useQueries } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { customerQuery } from '@/api/customers';
import type { Customer } from '@/api/types';
import { useFormat } from '@/i18n/useFormat';
import { fullName } from '@/pages/customers/names';

const MOST_NAMED = 10;

interface BlockedProps {
  ids: readonly string[];
  known: readonly Customer[];
  /** There is no other recipient. */
  alone: boolean;
  confirmation: object;
}

/** Names who is blocked among the recipients: they get nothing unless the clerk says so after reading this (M4). */
export function BlockedRecipients({ ids, known, alone, confirmation }: BlockedProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const named = ids.slice(0, MOST_NAMED);
  const loaded = new Map(known.map((customer) => [customer.id, customer]));
  const fetched = useQueries({
    queries: named.map((id) => ({ ...customerQuery(id), enabled: !loaded.has(id) })),
  });
  if (ids.length === 0) return null;
  const further = ids.length - named.length;
  return (
    <Alert
      color="orange"
      title={
        alone
          ? t('messages.blockedTitle')
          : t('contact.blockedTitle', { count: ids.length, number: format.number(ids.length) })
      }
    >
      <Text size="sm">{alone ? t('messages.blockedText') : t('contact.blockedText')}</Text>
      <List size="sm" my="xs" aria-label={t('contact.blockedList')}>
        {named.map((id, index) => {
          const customer = loaded.get(id) ?? fetched[index]?.data;
          return (
            <List.Item key={id}>{customer ? `${fullName(customer)} (${customer.number})` : '…'}</List.Item>
          );
        })}
        {further > 0 && (
          <List.Item>{t('contact.further', { count: further, number: format.number(further) })}</List.Item>
        )}
      </List>
      <Checkbox label={t('messages.confirmBlocked')} {...confirmation} />
    </Alert>
  );
}

interface GoneProps {
  count: number;
  onLeaveOut: () => void;
}

/** Some of the selected were deleted in the meantime: nothing of their part was sent. */
export function GoneRecipients({ count, onLeaveOut }: GoneProps) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Alert color="red" role="alert" title={t('contact.goneTitle', { count, number: format.number(count) })}>
      {t('contact.goneText')}
      <div>
        <Button size="xs" variant="default" mt="sm" onClick={onLeaveOut}>
          {t('contact.goneLeaveOut')}
        </Button>
      </div>
    </Alert>
  );
}
