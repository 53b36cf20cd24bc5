import { queryOptions } from '@tanstack/react-query';
import { body, customersApi } from '@/api/client';
import { keys } from '@/api/keys';
import type { CustomerBody } from '@/api/types';

/** The customers that the one being typed resembles (C11); changes nothing, and is a hint only. */
export function resemblingQuery(customer: Partial<CustomerBody>) {
  return queryOptions({
    queryKey: keys.resembling(customer),
    queryFn: async ({ signal }) => {
      const answer = await body(customersApi.POST('/api/customers/duplicates', { body: customer, signal }));
      return answer.candidates;
    },
    retry: false,
    staleTime: 0,
    gcTime: 0,
  });
}
