import { Alert, Badge, Divider, Group, List, Modal, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { messageQuery } from '@/api/messages';
import type { MessageDetail } from '@/api/types';
import { Fetched } from '@/components/Fetched';
import { useFormat } from '@/i18n/useFormat';
import { adviceOf, reasonOf, STATUS_COLORS } from '@/pages/customers/customer/communication/messageWords';

interface Props {
  messageId: string | null;
  onClose: () => void;
}

/** One message: its text, where it stands and why, and its history. */
export function MessageDialog({ messageId, onClose }: Props) {
  const { t } = useTranslation();
  const query = useQuery({ ...messageQuery(messageId ?? ''), enabled: messageId !== null });
  return (
    <Modal
      opened={messageId !== null}
      onClose={onClose}
      title={query.data?.subject ?? t('messages.message')}
      closeButtonProps={{ 'aria-label': t('actions.close') }}
    >
      <Fetched query={query}>{(message) => <Details message={message} />}</Fetched>
    </Modal>
  );
}

function Details({ message }: { message: MessageDetail }) {
  const { t } = useTranslation();
  const format = useFormat();
  const reason = reasonOf(message, t);
  return (
    <Stack>
      <Group>
        <Badge color={STATUS_COLORS[message.status]}>{t(`messageStatus.${message.status}`)}</Badge>
        <Text size="sm" c="dimmed">
          {message.sent_at
            ? t('messages.sentOn', { at: format.dateTime(message.sent_at) })
            : t('messages.notSent')}
        </Text>
      </Group>
      {reason && (
        <Alert color={message.bounce ? 'red' : 'orange'} title={reason}>
          {adviceOf(message, t)}
          {message.bounce?.status && (
            <Text size="sm" mt={4}>
              {t('messages.code', { code: message.bounce.status })}
            </Text>
          )}
        </Alert>
      )}
      <Text style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{message.body}</Text>
      {message.events.length > 0 && (
        <>
          <Divider />
          <Title order={3} size="h5">
            {t('messages.history')}
          </Title>
          <List spacing={4} size="sm">
            {message.events.map((event) => (
              <List.Item key={`${event.type} ${event.at}`}>
                {format.dateTime(event.at)} – {t(`messageStatus.${event.type}`)}
              </List.Item>
            ))}
          </List>
        </>
      )}
    </Stack>
  );
}
