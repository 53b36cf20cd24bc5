import { Modal, Stack, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { messageQuery } from '@/api/messages';
import { isGone } from '@/api/problem';
import type { MessageDetail } from '@/api/types';
import { EmptyState } from '@/components/EmptyState';
import { Fetched } from '@/components/Fetched';
import { Attachments } from '@/components/messages/Attachments';
import { MessageContent } from '@/components/messages/MessageContent';
import { MessageFacts } from '@/components/messages/MessageFacts';
import { Outcome } from '@/components/messages/Outcome';
import { Timeline } from '@/components/messages/Timeline';
import { UncertainPanel } from '@/components/messages/UncertainPanel';
import { WaitingPanel } from '@/components/messages/WaitingPanel';

interface Props {
  messageId: string | null;
  onClose: () => void;
}

/** One message: where it stands and why, what can be done about it, the mail itself, and its life. */
export function MessageDialog({ messageId, onClose }: Props) {
  const { t } = useTranslation();
  const query = useQuery({ ...messageQuery(messageId ?? ''), enabled: messageId !== null });
  return (
    <Modal
      opened={messageId !== null}
      onClose={onClose}
      size="xl"
      title={query.data?.subject ?? t('messages.message')}
      styles={{ title: { overflowWrap: 'anywhere', paddingInlineEnd: '1rem', lineHeight: 1.3 } }}
      closeButtonProps={{ 'aria-label': t('actions.close') }}
    >
      {isGone(query.error) ? (
        <EmptyState title={t('messages.gone')} text={t('messages.goneText')} />
      ) : (
        <Fetched query={query}>{(message) => <Details message={message} />}</Fetched>
      )}
    </Modal>
  );
}

function Details({ message }: { message: MessageDetail }) {
  const { t } = useTranslation();
  return (
    <Stack gap="lg">
      <MessageFacts message={message} />
      <WaitingPanel message={message} />
      <UncertainPanel message={message} />
      <Outcome message={message} />
      <MessageContent message={message} />
      <Attachments message={message} />
      <section aria-label={t('history.life')}>
        <Title order={3} size="h5" mb="sm">
          {t('history.life')}
        </Title>
        <Timeline message={message} />
      </section>
    </Stack>
  );
}
