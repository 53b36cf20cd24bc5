import type { TFunction } from 'i18next';
import type { BounceReason, Message, MessageKind, MessageStatus, SuppressedReason } from '@/api/types';

/** The colour of a message's status: green has arrived, red never will, blue is on its way. */
export const STATUS_COLORS: Record<MessageStatus, string> = {
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

/** What a clerk does next about a message that did not arrive; `null` where nothing on these pages helps. */
type Remedy = 'correct' | 'toCustomer' | 'toSuppressions' | 'consent' | null;

const BOUNCE_REMEDIES: Record<BounceReason, Remedy> = {
  address_unknown: 'correct',
  host_unknown: 'correct',
  mailbox_full: 'toCustomer',
  rejected: 'toCustomer',
  spam: null,
  policy: null,
  too_large: null,
  expired: null,
  network: null,
  other: 'correct',
};

const SUPPRESSED_REMEDIES: Record<SuppressedReason, Remedy> = {
  blocked: 'toCustomer',
  placeholder: 'correct',
  no_address: 'correct',
  no_consent: 'consent',
  suppressed: 'toSuppressions',
  obsolete: null,
};

const KIND_ORDER: Record<MessageKind, true> = {
  personal: true,
  notice: true,
  newsletter: true,
  system: true,
};

/** All that may be chosen in a filter; a new one of the service fails the type check until it has its place here. */
export const STATUSES = Object.keys(STATUS_COLORS) as MessageStatus[];
export const KINDS = Object.keys(KIND_ORDER) as MessageKind[];
export const CHANNELS = ['email', 'portal'] as const satisfies readonly Message['channel'][];
export const BOUNCE_REASONS = Object.keys(BOUNCE_REMEDIES) as BounceReason[];
export const SUPPRESSED_REASONS = Object.keys(SUPPRESSED_REMEDIES) as SuppressedReason[];
export const REASONS: readonly (BounceReason | SuppressedReason)[] = [
  ...BOUNCE_REASONS,
  ...SUPPRESSED_REASONS,
];

/** What a message's status is called; one in the portal is not sent but lies there until it is read. */
export function statusOf(
  { status, channel, read_at }: Pick<Message, 'status' | 'channel'> & Partial<Pick<Message, 'read_at'>>,
  t: TFunction,
  written: (moment: string) => string,
): string {
  if (channel !== 'portal' || (status !== 'accepted' && status !== 'delivered')) {
    return t(`messageStatus.${status}`);
  }
  if (status === 'accepted') return t('portalStatus.unread');
  return read_at ? t('portalStatus.readAt', { at: written(read_at) }) : t('portalStatus.read');
}

type Outcome = Pick<Message, 'status' | 'bounce' | 'suppressed_reason' | 'failure'>;

/** Why we could not send, by the service's word for it; an unheard one is said in general. */
const CAUSES = ['address_invalid', 'address_not_ascii', 'not_sent'] as const;

function causeOf(failure: string): (typeof CAUSES)[number] | 'failed' {
  return CAUSES.find((cause) => cause === failure) ?? 'failed';
}

/** Why a message did not arrive, in plain words; empty when there is nothing to say. */
export function reasonOf(message: Outcome, t: TFunction): string {
  if (message.bounce) return t(`bounceReason.${message.bounce.reason}`);
  if (message.suppressed_reason) return t(`suppressedReason.${message.suppressed_reason}`);
  if (message.status === 'failed') return t(`history.cause.${causeOf(message.failure ?? '')}`);
  if (message.status === 'uncertain') return t('messages.uncertainText');
  if (message.status === 'deferred') return t('messages.deferredText');
  return '';
}

/** What the clerk can do about it; empty when nothing. */
export function adviceOf(message: Outcome, t: TFunction): string {
  if (message.bounce) return t(`bounceAdvice.${message.bounce.reason}`);
  if (message.suppressed_reason) return t(`history.whyAdvice.${message.suppressed_reason}`);
  if (message.status === 'uncertain') return t('history.resolve.hint');
  if (message.status === 'failed') return t(`history.causeAdvice.${causeOf(message.failure ?? '')}`);
  return '';
}

/** Where the clerk can do it. */
export function remedyOf(message: Outcome): Remedy {
  if (message.bounce) return BOUNCE_REMEDIES[message.bounce.reason];
  if (message.suppressed_reason) return SUPPRESSED_REMEDIES[message.suppressed_reason];
  return null;
}

/** Whether sending may still be stopped: nothing was handed over yet. */
export function isCancellable({ status, sent_at }: Pick<Message, 'status' | 'sent_at'>): boolean {
  return status === 'queued' || (status === 'deferred' && sent_at === null);
}

/** Whether all there is to date a message by is when it was written: it went nowhere, or nobody knows. */
export function isOnlyWritten(message: Pick<Message, 'sent_at' | 'scheduled_for' | 'status'>): boolean {
  return (
    !message.sent_at && !message.scheduled_for && !isCancellable(message) && message.status !== 'sending'
  );
}

/** The date of a message in a list: when it was sent, when it is planned for, that it waits, or when it was written. */
export function dateOf(
  message: Pick<Message, 'sent_at' | 'scheduled_for' | 'status' | 'created_at'>,
  t: TFunction,
  written: (moment: string) => string,
): string {
  if (message.sent_at) return written(message.sent_at);
  if (message.scheduled_for) return t('history.scheduled', { at: written(message.scheduled_for) });
  return isOnlyWritten(message)
    ? t('history.writtenOn', { at: written(message.created_at) })
    : t('history.waiting');
}
