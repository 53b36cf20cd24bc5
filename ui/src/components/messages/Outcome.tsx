import { Alert, Anchor, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { MessageDetail } from '@/api/types';
import { adviceOf, reasonOf, remedyOf } from '@/components/messages/messageWords';

/** Why a message did not arrive and what to do about it, with the way there (M3). */
export function Outcome({ message }: { message: MessageDetail }) {
  const { t } = useTranslation();
  const reason = message.status === 'uncertain' ? '' : reasonOf(message, t);
  if (reason === '') return null;
  const advice = adviceOf(message, t);
  const lost = message.status === 'bounced' || message.status === 'failed';
  return (
    <Alert
      color={lost ? 'red' : message.status === 'deferred' ? 'yellow' : 'orange'}
      title={advice && reason}
    >
      {advice || reason} <RemedyLink message={message} />
      {message.bounce?.status && (
        <Text size="sm" mt={4}>
          {t('messages.code', { code: message.bounce.status })}
        </Text>
      )}
    </Alert>
  );
}

/** The way to where the clerk can mend it. */
export function RemedyLink({
  message,
}: {
  message: Pick<MessageDetail, 'customer_id' | 'status' | 'bounce' | 'suppressed_reason' | 'failure'>;
}) {
  const { t } = useTranslation();
  const remedy = remedyOf(message);
  if (remedy === null) return null;
  const to =
    remedy === 'toSuppressions'
      ? `/unternehmen/versandsperren?customer_id=${message.customer_id}`
      : `/kunden/${message.customer_id}?reiter=stammdaten`;
  return (
    <Anchor component={Link} to={to} underline="always" inherit>
      {t(`history.action.${remedy}`)}
    </Anchor>
  );
}
