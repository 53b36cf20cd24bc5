import { useSyncExternalStore } from 'react';
import type { ServiceName } from '@/api/client';
import { touches, type Change } from '@/live/change';

/** After this long a follower is called late. */
export const LATE_AFTER_MS = 10_000;
const MOST_ARRIVALS = 200;

/** What another service is expected to take over: its next change about this query key. */
export interface Following {
  service: ServiceName;
  key: readonly unknown[];
  since: number;
}

let followings: readonly Following[] = [];
/** What arrived lately: an event can overtake the answer of the request that caused it. */
let arrivals: { change: Change; at: number }[] = [];
const listeners = new Set<() => void>();

function replace(next: readonly Following[]): void {
  followings = next;
  listeners.forEach((listener) => listener());
}

/**
 * Expects `service` to change something about `key` soon; ends when its stream tells so. `since` is when the request
 * behind it began: what arrived after that counts.
 */
export function follow(service: ServiceName, key: readonly unknown[], since: number): void {
  const arrived = arrivals.some(
    ({ change, at }) => at >= since && change.service === service && touches(change, key),
  );
  if (arrived) return;
  const others = followings.filter((one) => one.service !== service || !sameKey(one.key, key));
  replace([...others, { service, key, since }]);
}

/** Ends what the change was waited for. */
export function noticeArrival(change: Change): void {
  const now = Date.now();
  arrivals = [...arrivals.filter(({ at }) => at > now - LATE_AFTER_MS), { change, at: now }].slice(
    -MOST_ARRIVALS,
  );
  const left = followings.filter((one) => one.service !== change.service || !touches(change, one.key));
  if (left.length !== followings.length) replace(left);
}

/** Ends all that a service was waited for: its stream was away, and what was missed is read afresh. */
export function stopFollowing(service: ServiceName): void {
  replace(followings.filter((one) => one.service !== service));
}

function sameKey(left: readonly unknown[], right: readonly unknown[]): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The following for a query key, while its event has not arrived. */
export function useFollowing(key: readonly unknown[]): Following | undefined {
  const all = useSyncExternalStore(subscribe, () => followings);
  return all.find((one) => sameKey(one.key, key));
}
