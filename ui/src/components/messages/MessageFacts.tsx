import { Anchor, Group, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { MessageDetail } from '@/api/types';
import { dateOf } from '@/components/messages/messageWords';
import { StatusBadge } from '@/components/messages/StatusBadge';
import { useFormat } from '@/i18n/useFormat';
import classes from '@/components/messages/messages.module.css';

/** Where a message stands, to whom and when it went, what it is and when it was read. */
export function MessageFacts({ message }: { message: MessageDetail }) {
  const { t } = useTranslation();
  const format = useFormat();
  const date = message.sent_at
    ? t('messages.sentOn', { at: format.dateTime(message.sent_at) })
    : dateOf(message, t, format.dateTime);
  return (
    <div>
      <Group gap="sm" mb={6}>
        <StatusBadge message={message} />
        <Text size="sm">{date}</Text>
      </Group>
      <dl className={classes.facts}>
        <dt>{t('history.recipient')}</dt>
        <dd>
          <Anchor
            component={Link}
            to="/kunden/$customerId"
            params={{ customerId: message.customer_id } as never}
            search={{ reiter: 'kommunikation' } as never}
            underline="always"
            size="sm"
          >
            {message.customer_name || t('history.action.toCustomer')}
          </Anchor>
          {message.to_address && `, ${message.to_address}`}
        </dd>
        <dt>{t('history.kind')}</dt>
        <dd>
          {t(`history.kindOf.${message.kind}`)}, {t(`channel.${message.channel}`)}
        </dd>
        {message.broadcast_id && (
          <>
            <dt>{t('broadcasts.one')}</dt>
            <dd>
              <Anchor
                component={Link}
                to="/kommunikation/mitteilungen/$broadcastId"
                params={{ broadcastId: message.broadcast_id } as never}
                underline="always"
                size="sm"
              >
                {t('history.toBroadcast')}
              </Anchor>
            </dd>
          </>
        )}
      </dl>
    </div>
  );
}
