import { queryOptions } from '@tanstack/react-query';
import { body, customersApi, ifMatch } from '@/api/client';
import { keys } from '@/api/keys';
import type { Participant, ParticipantBody, ParticipantPatch } from '@/api/types';

/** More than one customer can have (limits of the service), so that one page holds them all. */
const ALL = 200;

export function participantsQuery(customerId: string) {
  return queryOptions({
    queryKey: keys.participants(customerId),
    queryFn: async ({ signal }) =>
      (
        await body(
          customersApi.GET('/api/customers/{customer_id}/participants', {
            params: { path: { customer_id: customerId }, query: { limit: ALL } },
            signal,
          }),
        )
      ).items,
  });
}

export function addParticipant(customerId: string, participant: ParticipantBody, key: string): Promise<Participant> {
  return body(
    customersApi.POST('/api/customers/{customer_id}/participants', {
      params: { path: { customer_id: customerId } },
      headers: { 'Idempotency-Key': key },
      body: participant,
    }),
  );
}

/** Changes a participant; refused with 412 and the current state when somebody else was faster. */
export function changeParticipant(
  { id, version }: { id: string; version: number },
  changes: ParticipantPatch,
): Promise<Participant> {
  return body(
    customersApi.PATCH('/api/participants/{participant_id}', {
      params: { path: { participant_id: id } },
      headers: ifMatch(version),
      body: changes,
    }),
  );
}

/** Removes a participant and the notes on them. */
export async function removeParticipant({ id, version }: Participant): Promise<void> {
  await customersApi.DELETE('/api/participants/{participant_id}', {
    params: { path: { participant_id: id } },
    headers: ifMatch(version),
  });
}
