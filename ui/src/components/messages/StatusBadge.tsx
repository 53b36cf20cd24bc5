import { Badge } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Message } from '@/api/types';
import { STATUS_COLORS, statusOf } from '@/components/messages/messageWords';
import { useFormat } from '@/i18n/useFormat';

interface Props {
  message: Pick<Message, 'status' | 'channel' | 'read_at'>;
}

/** A message's status in words and a colour. */
export function StatusBadge({ message }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Badge
      color={STATUS_COLORS[message.status]}
      h="auto"
      styles={{ root: { flexShrink: 0 }, label: { whiteSpace: 'normal', lineHeight: 1.3 } }}
    >
      {statusOf(message, t, format.dateTime)}
    </Badge>
  );
}
