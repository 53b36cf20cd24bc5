import { Alert, Button, Stack } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useInfiniteQuery } from '@tanstack/react-query';
import { IconPencil } from '@tabler/icons-react';
import { useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { keys } from '@/api/keys';
import { messagesQuery } from '@/api/messages';
import type { Customer } from '@/api/types';
import { EmptyState } from '@/components/EmptyState';
import { Fetched } from '@/components/Fetched';
import { FollowedKey } from '@/components/FollowNotice';
import { MessageDialog } from '@/components/messages/MessageDialog';
import { useOpenMessage } from '@/components/messages/useOpenMessage';
import { MoreButton } from '@/components/MoreButton';
import { Panel } from '@/components/Panel';
import { SuppressionNotices } from '@/components/suppressions/SuppressionNotices';
import { MessageTable } from '@/pages/customers/customer/communication/MessageTable';
import { WriteMessageDialog } from '@/pages/customers/customer/communication/WriteMessageDialog';

/** What was written to the customer and what became of it, live. */
export function ContactTab({ customer }: { customer: Customer }) {
  const { t } = useTranslation();
  const [writing, dialog] = useDisclosure();
  const { nachricht = null } = useSearch({ from: '/staff/kunden/$customerId' });
  const message = useOpenMessage();
  const query = useInfiniteQuery(messagesQuery(customer.id));
  const messages = useMemo(() => query.data?.pages.flatMap((page) => page.items), [query.data]);
  const write = (
    <Button leftSection={<IconPencil size={16} aria-hidden />} onClick={dialog.open}>
      {t('messages.write')}
    </Button>
  );
  return (
    <Stack>
      <SuppressionNotices customerId={customer.id} />
      {customer.email_is_placeholder && <Alert color="yellow">{t('messages.placeholder')}</Alert>}
      <Panel
        title={t('messages.title')}
        actions={
          <>
            <FollowedKey queryKey={keys.messages(customer.id)} />
            {write}
          </>
        }
        flush
      >
        <Fetched query={{ ...query, data: messages }}>
          {(rows) =>
            rows.length === 0 ? (
              <EmptyState title={t('messages.none')} text={t('messages.noneText')} />
            ) : (
              <MessageTable messages={rows} onOpen={message.open} />
            )
          }
        </Fetched>
        <MoreButton query={query} />
      </Panel>
      <WriteMessageDialog customer={customer} opened={writing} onClose={dialog.close} />
      <MessageDialog messageId={nachricht} onClose={message.close} />
    </Stack>
  );
}
