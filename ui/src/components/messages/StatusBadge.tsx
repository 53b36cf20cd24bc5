import { Badge } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { MessageStatus } from '@/api/types';
import { STATUS_COLORS } from '@/components/messages/messageWords';

/** A message's status in a word and a colour. */
export function StatusBadge({ status }: { status: MessageStatus }) {
  const { t } = useTranslation();
  return (
    <Badge color={STATUS_COLORS[status]} style={{ flexShrink: 0 }}>
      {t(`messageStatus.${status}`)}
    </Badge>
  );
}
