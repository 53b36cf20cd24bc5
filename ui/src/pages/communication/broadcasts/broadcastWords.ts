import {
  countOf,
  isMoving,
  LEFT_OUT_REASONS,
  WAITING,
  type Counted,
  type LeftOutReason,
} from '@/api/broadcastCounts';
import type { BroadcastItem } from '@/api/types';

export type Standing = BroadcastItem['status'] | 'sending';

/** Its status; of one that is planned to its end, but still leaves, that it is being sent. */
export function standingOf(broadcast: BroadcastItem): Standing {
  return broadcast.status === 'done' && isMoving(broadcast) ? 'sending' : broadcast.status;
}

/** Blue is at work, green has come to its end, gray was stopped, red waits for a person. */
export const BROADCAST_COLORS: Record<Standing, string> = {
  sending: 'blue',
  scheduled: 'yellow',
  running: 'blue',
  done: 'green',
  cancelled: 'gray',
  failed: 'red',
};

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

/** How far a broadcast is, in whole percent: those of its recipients with whom nothing more is tried. */
export function percentDone(broadcast: BroadcastItem): number {
  const { recipients } = broadcast;
  if (recipients === 0) return broadcast.status === 'done' ? 100 : 0;
  return Math.floor((100 * (recipients - countOf(broadcast, WAITING))) / recipients);
}

/** Who is meant by everyone: of a newsletter by mail those who consented (M5). */
export function everyoneOf({ kind, channel }: { kind: string; channel: string }) {
  return kind === 'newsletter' && channel === 'email'
    ? ('broadcasts.everyoneWithConsent' as const)
    : ('broadcasts.everyone' as const);
}
