import { List, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Channel } from '@/api/content';
import type { DryRun } from '@/api/types';
import { sendAt, type ContentValues } from '@/components/compose/content';
import { ConfirmDialog } from '@/components/ConfirmDialog';
import { LeftOutOfMany, WithoutLogin } from '@/components/writing/LeftOut';
import { useFormat } from '@/i18n/useFormat';

interface Props {
  opened: boolean;
  onClose: () => void;
  content: ContentValues;
  channel: Channel;
  customerIds: readonly string[];
  found: DryRun | undefined;
  sending: { isPending: boolean; reset: () => void };
  onConfirm: () => void;
}

/** Before it goes to more than one: how many get it, who does not and why, which way and when (M2). */
export function ConfirmMany({ opened, onClose, content, channel, customerIds, ...props }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const { found, sending, onConfirm } = props;
  const count = found?.recipients ?? 0;
  const named = { count, number: format.number(count) };
  const at = sendAt(content);
  return (
    <ConfirmDialog
      opened={opened}
      onClose={onClose}
      title={at ? t('contact.confirmScheduleTitle', named) : t('contact.confirmTitle', named)}
      confirm={at ? t('contact.confirmSchedule', named) : t('contact.confirmSend', named)}
      back={t('actions.back')}
      // What it is refused for stands on top of the form.
      action={{ ...sending, error: null }}
      onConfirm={onConfirm}
    >
      <List>
        <List.Item>{t('broadcasts.confirmSubject', { subject: content.subject.trim() })}</List.Item>
        <List.Item>{t(`contact.channel.${channel}`)}</List.Item>
        <List.Item>
          {at ? t('compose.leavesAt', { at: format.dateTime(at) }) : t('compose.leavesNow')}
        </List.Item>
      </List>
      {found && <LeftOutOfMany found={found} picked={customerIds.length} />}
      {channel === 'portal' && <WithoutLogin ids={customerIds} />}
      <Text size="sm" c="dimmed">
        {t('contact.confirmText')}
      </Text>
    </ConfirmDialog>
  );
}
