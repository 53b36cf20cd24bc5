import { useSyncExternalStore } from 'react';
import type { ServiceName } from '@/api/client';
import { touches, type Change } from '@/live/change';

/** After this long a follower is called late. */
export const LATE_AFTER_MS = 10_000;

/** What another service is expected to take over: its next change about this query key. */
export interface Following {
  service: ServiceName;
  key: readonly unknown[];
  since: number;
}

let followings: readonly Following[] = [];
const listeners = new Set<() => void>();

function replace(next: readonly Following[]): void {
  followings = next;
  listeners.forEach((listener) => listener());
}

/** Expects `service` to change something about `key` soon; ends when its stream tells so. */
export function follow(service: ServiceName, key: readonly unknown[]): void {
  const others = followings.filter((one) => one.service !== service || !sameKey(one.key, key));
  replace([...others, { service, key, since: Date.now() }]);
}

/** Ends what the change was waited for. */
export function noticeArrival(change: Change): void {
  const left = followings.filter((one) => one.service !== change.service || !touches(change, one.key));
  if (left.length !== followings.length) replace(left);
}

/** Ends a following whose outcome was seen otherwise. */
export function endFollowing(following: Following): void {
  replace(followings.filter((one) => one !== following));
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
