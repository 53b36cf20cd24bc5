import { queryOptions } from '@tanstack/react-query';
import {
  billingApi,
  body,
  customersApi,
  importerApi,
  messagingApi,
  type ServiceName,
} from '@/api/client';
import { keys } from '@/api/keys';
import type { ServiceState } from '@/api/types';

const REFRESH_MS = 5000;

const read: Record<ServiceName, (signal: AbortSignal) => Promise<{ data?: ServiceState }>> = {
  customers: (signal) => customersApi.GET('/api/ops/customers', { signal }),
  billing: (signal) => billingApi.GET('/api/ops/billing', { signal }),
  messaging: (signal) => messagingApi.GET('/api/ops/messaging', { signal }),
  importer: (signal) => importerApi.GET('/api/ops/importer', { signal }),
};

type Replay = (id: number) => Promise<unknown>;
const at = (id: number) => ({ params: { path: { dead_letter_id: id } } });

const replay: Record<ServiceName, Replay> = {
  customers: (id) => customersApi.POST('/api/ops/customers/dead-letters/{dead_letter_id}/replay', at(id)),
  billing: (id) => billingApi.POST('/api/ops/billing/dead-letters/{dead_letter_id}/replay', at(id)),
  messaging: (id) => messagingApi.POST('/api/ops/messaging/dead-letters/{dead_letter_id}/replay', at(id)),
  importer: (id) => importerApi.POST('/api/ops/importer/dead-letters/{dead_letter_id}/replay', at(id)),
};

/** What waits, what was consumed and what was set aside in a service; refreshed while it is shown. */
export function operationsQuery(service: ServiceName) {
  return queryOptions({
    queryKey: keys.operations(service),
    queryFn: ({ signal }) => body(read[service](signal)),
    refetchInterval: REFRESH_MS,
  });
}

/** Has the service try a dead letter once more. */
export async function replayDeadLetter(service: ServiceName, id: number): Promise<void> {
  await replay[service](id);
}
