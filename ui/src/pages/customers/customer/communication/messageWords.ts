import type { TFunction } from 'i18next';
import type { Message } from '@/api/types';

/** The colour of a message's status: green has arrived, red never will, blue is on its way. */
export const STATUS_COLORS: Record<Message['status'], string> = {
  queued: 'blue',
  sending: 'blue',
  deferred: 'yellow',
  accepted: 'petrol',
  delivered: 'green',
  bounced: 'red',
  failed: 'red',
  suppressed: 'orange',
  uncertain: 'orange',
  cancelled: 'gray',
};

/** Why a message did not arrive, in plain words; empty when there is nothing to say. */
export function reasonOf(message: Message, t: TFunction): string {
  if (message.bounce) return t(`bounceReason.${message.bounce.reason}`);
  if (message.suppressed_reason) return t(`suppressedReason.${message.suppressed_reason}`);
  if (message.status === 'uncertain') return t('messages.uncertainText');
  if (message.status === 'deferred') return t('messages.deferredText');
  return message.failure ? t('bounceReason.other') : '';
}

/** What the clerk can do about it; empty when nothing. */
export function adviceOf(message: Message, t: TFunction): string {
  return message.bounce ? t(`bounceAdvice.${message.bounce.reason}`) : '';
}
