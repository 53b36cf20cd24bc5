import type { BankDetails } from '@/api/awaited';
import { body, customersApi } from '@/api/client';

/** The bank details in full; the service writes down who asked. Never kept in the cache. */
export function readBankDetails(customerId: string): Promise<BankDetails> {
  return body(
    customersApi.GET('/api/customers/{customer_id}/bank-details', {
      params: { path: { customer_id: customerId } },
    }),
  );
}
