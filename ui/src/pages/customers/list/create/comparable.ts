import type { CustomerBody } from '@/api/types';

/** What of a customer can resemble another, without what is empty; nothing until there is enough to compare. */
export function comparable(customer: CustomerBody): Partial<CustomerBody> | null {
  const given = Object.fromEntries(
    Object.entries(customer).filter(([, value]) => {
      if (Array.isArray(value)) return value.length > 0;
      return value !== null && value !== '' && typeof value !== 'boolean';
    }),
  ) as Partial<CustomerBody>;
  const telling = given.email?.includes('@') === true || Boolean(given.phone) || Boolean(given.last_name);
  return telling ? given : null;
}
