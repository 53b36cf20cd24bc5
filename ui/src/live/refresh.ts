import type { QueryClient } from '@tanstack/react-query';
import type { ServiceName } from '@/api/client';
import { touches, type Change } from '@/live/change';

const PAUSE_MS = 400;

/** The entities whose owner is the service; read afresh when its stream was away. */
const OWNED: Record<ServiceName, readonly string[]> = {
  customers: [
    'customer',
    'participant',
    'note',
    'erasure',
    'customer-group',
    'recipient-group',
    'group-size',
    'account',
    'own-session',
    'audit',
  ],
  billing: ['invoice'],
  messaging: ['message'],
  importer: ['import'],
};

/**
 * Makes the queries that changes touch read again: the first change at once, those that follow within
 * `PAUSE_MS` together, so that an import of thousands does not ask thousands of times.
 */
export function createRefresher(client: QueryClient) {
  let waiting: Change[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;

  const flush = () => {
    timer = undefined;
    if (waiting.length === 0) return;
    const changes = waiting;
    waiting = [];
    void client.invalidateQueries({
      predicate: ({ queryKey }) => changes.some((change) => touches(change, queryKey)),
    });
    timer = setTimeout(flush, PAUSE_MS);
  };

  return {
    changed(change: Change): void {
      waiting.push(change);
      if (timer === undefined) flush();
    },
    missed(service: ServiceName): void {
      void client.invalidateQueries({
        predicate: ({ queryKey }) => OWNED[service].includes(queryKey[0] as string),
      });
    },
  };
}
