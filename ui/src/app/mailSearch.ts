import type { MessageListQuery } from '@/api/messages';
import type { SuppressionListQuery } from '@/api/suppressions';
import { id, oneOf, present, text } from '@/app/search';
import { CHANNELS, KINDS, REASONS, STATUSES } from '@/components/messages/messageWords';
import { isDay } from '@/i18n/format';

/** What the list of sent mails is narrowed to, and the message that is open. */
export interface MailSearch extends MessageListQuery {
  nachricht?: string;
}

function day(value: unknown): string | undefined {
  return typeof value === 'string' && isDay(value) ? value : undefined;
}

export function readMailSearch(search: Record<string, unknown>): MailSearch {
  return present({
    q: text(search.q)?.slice(0, 200),
    status: oneOf(STATUSES, search.status),
    reason: oneOf(REASONS, search.reason),
    kind: oneOf(KINDS, search.kind),
    channel: oneOf(CHANNELS, search.channel),
    broadcast_id: id(search.broadcast_id),
    from: day(search.from),
    to: day(search.to),
    nachricht: id(search.nachricht),
  });
}

/** What the list of suppressed addresses is narrowed to: without a word to what holds now. */
export interface SuppressionSearch extends Omit<SuppressionListQuery, 'active'> {
  stand?: 'aufgehoben' | 'alle';
}

export function readSuppressionSearch(search: Record<string, unknown>): SuppressionSearch {
  return present({
    q: text(search.q)?.slice(0, 200),
    scope: oneOf(['mail', 'newsletter'] as const, search.scope),
    customer_id: id(search.customer_id),
    stand: oneOf(['aufgehoben', 'alle'] as const, search.stand),
  });
}

/** The broadcast that a new one begins like. */
export function readNewBroadcastSearch(search: Record<string, unknown>): { wie?: string } {
  return present({ wie: id(search.wie) });
}
