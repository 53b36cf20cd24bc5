import { body, customersApi } from '@/api/client';
import type { BankDetails } from '@/api/types';

/** The bank details in full; the service writes down who asked. Never kept in the cache. */
export function readBankDetails(customerId: string): Promise<BankDetails> {
  return body(
    customersApi.GET('/api/customers/{customer_id}/bank-details', {
      params: { path: { customer_id: customerId } },
    }),
  );
}
