import { queryOptions } from '@tanstack/react-query';
import { body, customersApi } from '@/api/client';
import { keys } from '@/api/keys';
import type { Participant, ParticipantBody } from '@/api/types';

export function participantsQuery(customerId: string) {
  return queryOptions({
    queryKey: keys.participants(customerId),
    queryFn: async ({ signal }) =>
      (
        await body(
          customersApi.GET('/api/customers/{customer_id}/participants', {
            params: { path: { customer_id: customerId } },
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
