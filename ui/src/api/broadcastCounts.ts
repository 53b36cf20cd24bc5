import type { BroadcastItem } from '@/api/types';

/** Why somebody of an audience gets nothing. */
export const LEFT_OUT_REASONS = ['blocked', 'no_consent', 'suppressed', 'no_address', 'placeholder'] as const;
export type LeftOutReason = (typeof LEFT_OUT_REASONS)[number];

/** Where a message of a broadcast can stand. */
export type Counted = keyof BroadcastItem['counts'];

/** How many of its messages stand there. */
export function countOf({ counts }: BroadcastItem, where: readonly Counted[]): number {
  return where.reduce((sum, name) => sum + (counts[name] ?? 0), 0);
}

/** Not handed over yet. */
export const WAITING = ['queued', 'sending', 'deferred'] as const;

/** True while messages of it are still on their way. */
export function isMoving(broadcast: BroadcastItem): boolean {
  const { status } = broadcast;
  return status === 'running' || (status !== 'scheduled' && countOf(broadcast, WAITING) > 0);
}
