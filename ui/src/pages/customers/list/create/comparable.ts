import type { CustomerBody, ParticipantBody } from '@/api/types';
import { isDay } from '@/i18n/format';

/** A birth date that is still being typed is none yet; the service would refuse the whole comparison for it. */
function withoutHalfDays(participants: readonly ParticipantBody[] = []) {
  return participants.map(({ birth_date, ...name }) =>
    isDay(birth_date ?? '') ? { ...name, birth_date } : name,
  );
}

/** What of a customer can resemble another, without what is empty; nothing until there is enough to compare. */
export function comparable(customer: CustomerBody): Partial<CustomerBody> | null {
  const given = Object.fromEntries(
    Object.entries({ ...customer, participants: withoutHalfDays(customer.participants) }).filter(
      ([, value]) => {
        if (Array.isArray(value)) return value.length > 0;
        return value !== null && value !== '' && typeof value !== 'boolean';
      },
    ),
  ) as Partial<CustomerBody>;
  const telling = given.email?.includes('@') === true || Boolean(given.phone) || Boolean(given.last_name);
  return telling ? given : null;
}
