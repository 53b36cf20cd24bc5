import { countOf, WAITING, type Counted } from '@/api/broadcastCounts';
import type { BroadcastItem } from '@/api/types';

/** Blue is at work, green has come to its end, gray was stopped, red waits for a person. */
export const BROADCAST_COLORS: Record<BroadcastItem['status'], string> = {
  scheduled: 'yellow',
  running: 'blue',
  done: 'green',
  cancelled: 'gray',
  failed: 'red',
};

/** Why somebody of an audience gets nothing. */
export const LEFT_OUT_REASONS = ['blocked', 'no_consent', 'suppressed', 'no_address', 'placeholder'] as const;
export type LeftOutReason = (typeof LEFT_OUT_REASONS)[number];

/** The reasons that occur, the most frequent first; what has no words of its own is left out. */
export function reasonsOf(
  counts: Partial<Record<string, number>>,
): { reason: LeftOutReason; count: number }[] {
  return LEFT_OUT_REASONS.map((reason) => ({ reason, count: counts[reason] ?? 0 }))
    .filter(({ count }) => count > 0)
    .sort((left, right) => right.count - left.count);
}

/** What is shown of its messages, the best first. */
export const COUNTED = [
  'delivered',
  'accepted',
  'queued',
  'sending',
  'deferred',
  'bounced',
  'failed',
  'uncertain',
  'cancelled',
  'suppressed',
] as const satisfies readonly Counted[];

/** How far a broadcast is, in whole percent: those of its messages whose handing over has come to an end. */
export function percentDone(broadcast: BroadcastItem): number {
  const all = countOf(broadcast, COUNTED);
  if (all === 0) return broadcast.status === 'done' ? 100 : 0;
  const ended = all - countOf(broadcast, WAITING);
  return Math.floor((100 * ended) / Math.max(all, broadcast.recipients));
}
