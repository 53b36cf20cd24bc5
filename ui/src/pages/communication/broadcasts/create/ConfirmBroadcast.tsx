import { Alert, List, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { DryRun } from '@/api/types';
import { sendAt } from '@/components/compose/content';
import { ConfirmDialog } from '@/components/ConfirmDialog';
import { useFormat } from '@/i18n/useFormat';
import type { BroadcastValues } from '@/pages/communication/broadcasts/create/values';

interface Props {
  opened: boolean;
  onClose: () => void;
  values: BroadcastValues;
  recipients: number;
  /** The placeholders that say nothing about some of them. */
  gaps: DryRun['empty_placeholders'];
  /** One that is planned already is changed. */
  changing: boolean;
  sending: { isPending: boolean; reset: () => void };
  onConfirm: () => void;
}

/** Says once more how many get what, which way and when. */
export function ConfirmBroadcast({ values, recipients, gaps, changing, sending, ...dialog }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const number = format.number(recipients);
  const at = sendAt(values);
  const confirm =
    changing && at ? 'actions.save' : at ? 'broadcasts.confirmSchedule' : 'broadcasts.confirmSend';
  return (
    <ConfirmDialog
      {...dialog}
      title={t('broadcasts.confirmTitle', { count: recipients, number })}
      confirm={t(confirm, { count: recipients, number })}
      // What it is refused for stands on top of the form.
      action={{ ...sending, error: null }}
      back={t('actions.back')}
    >
      <List>
        <List.Item>{t('broadcasts.confirmSubject', { subject: values.subject.trim() })}</List.Item>
        <List.Item>
          {t(`broadcasts.kinds.${values.kind}`)}, {t(`channel.${values.channel}`)}
        </List.Item>
        <List.Item>
          {at ? t('compose.leavesAt', { at: format.dateTime(at) }) : t('compose.leavesNow')}
        </List.Item>
      </List>
      {gaps.map(({ placeholder, recipients: count, named }) => (
        <Alert
          key={placeholder}
          color="yellow"
          title={t('broadcasts.gap', { placeholder, count, number: format.number(count) })}
        >
          {named.map(({ name }) => name).join(', ')}
          {count > named.length && ' …'}
        </Alert>
      ))}
      <Text size="sm" c="dimmed">
        {at ? t('broadcasts.confirmLater') : t('broadcasts.confirmNow')}
      </Text>
    </ConfirmDialog>
  );
}
