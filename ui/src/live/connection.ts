import { useSyncExternalStore } from 'react';
import type { ServiceName } from '@/api/client';

let lost: readonly ServiceName[] = [];
const listeners = new Set<() => void>();

/** Records that a service's stream is away, or is back. */
export function setStreamLost(service: ServiceName, isLost: boolean): void {
  const others = lost.filter((name) => name !== service);
  lost = isLost ? [...others, service] : others;
  listeners.forEach((listener) => listener());
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The services whose changes do not reach this browser at the moment. */
export function useLostStreams(): readonly ServiceName[] {
  return useSyncExternalStore(subscribe, () => lost);
}
