import type { Query, QueryClient } from '@tanstack/react-query';
import type { ServiceName } from '@/api/client';
import { touchedBy, touches, type Change } from '@/live/change';

const PAUSE_MS = 400;

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
    readAgain(client, ({ queryKey }) => changes.some((change) => touches(change, queryKey)));
    timer = setTimeout(flush, PAUSE_MS);
  };

  return {
    changed(change: Change): void {
      waiting.push(change);
      if (timer === undefined) flush();
    },
    /** What the service's stream would have told of while it was away, or not up yet, is read again. */
    missed(service: ServiceName): void {
      const touched = touchedBy(service);
      readAgain(client, ({ queryKey }) => touched.has(queryKey[0] as string));
    },
  };
}

/** What is on its way already may have been read before the change: it is shown, and then read once more. */
function readAgain(client: QueryClient, touched: (query: Query) => boolean): void {
  const underWay = new Set(client.getQueryCache().findAll({ predicate: touched, fetchStatus: 'fetching' }));
  void client
    .invalidateQueries({ predicate: touched }, { cancelRefetch: false })
    .then(() => client.invalidateQueries({ predicate: (query) => underWay.has(query) }));
}
