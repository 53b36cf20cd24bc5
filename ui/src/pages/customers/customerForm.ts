import type { Customer, CustomerBody, CustomerPatch, ParticipantBody } from '@/api/types';

/** A customer as the inputs hold it: texts only, empty for nothing. */
export interface CustomerForm {
  is_company: boolean;
  company_name: string;
  salutation: string;
  first_name: string;
  last_name: string;
  email: string;
  phone: string;
  address: { street: string; postal_code: string; city: string; country: string };
}

export const EMPTY_CUSTOMER: CustomerForm = {
  is_company: false,
  company_name: '',
  salutation: '',
  first_name: '',
  last_name: '',
  email: '',
  phone: '',
  address: { street: '', postal_code: '', city: '', country: '' },
};

/** A saved customer for editing. */
export function formOf(customer: Customer): CustomerForm {
  return {
    is_company: customer.is_company,
    company_name: customer.company_name ?? '',
    salutation: customer.salutation ?? '',
    first_name: customer.first_name ?? '',
    last_name: customer.last_name ?? '',
    email: customer.email ?? '',
    phone: customer.phone ?? '',
    address: {
      street: customer.address?.street ?? '',
      postal_code: customer.address?.postal_code ?? '',
      city: customer.address?.city ?? '',
      country: customer.address?.country ?? '',
    },
  };
}

function text(value: string): string | null {
  return value.trim() === '' ? null : value.trim();
}

function addressOf({ street, postal_code, city, country }: CustomerForm['address']) {
  return { street: text(street), postal_code: text(postal_code), city: text(city), country: text(country) };
}

/** The body to create a customer with. */
export function bodyOf(form: CustomerForm): CustomerBody {
  const address = addressOf(form.address);
  const hasAddress = Object.values(address).some((part) => part !== null);
  return {
    is_company: form.is_company,
    company_name: form.is_company ? text(form.company_name) : null,
    salutation: text(form.salutation),
    first_name: text(form.first_name),
    last_name: text(form.last_name),
    email: form.email.trim(),
    phone: text(form.phone),
    ...(hasAddress && { address }),
  };
}

/** What changed between two states of the inputs, and nothing else, so that an edit overwrites only what was edited. */
export function changesOf(before: CustomerForm, after: CustomerForm): CustomerPatch {
  const changes: CustomerPatch = {};
  if (after.is_company !== before.is_company) changes.is_company = after.is_company;
  for (const name of ['company_name', 'salutation', 'first_name', 'last_name', 'phone'] as const) {
    if (after[name].trim() !== before[name].trim()) changes[name] = text(after[name]);
  }
  if (after.email.trim() !== before.email.trim()) changes.email = after.email.trim();
  const address = addressOf(after.address);
  if (JSON.stringify(address) !== JSON.stringify(addressOf(before.address))) changes.address = address;
  return changes;
}

/** The participants whose name was entered. */
export function participantsOf(
  entered: { first_name: string; last_name: string; birth_date: string }[],
): ParticipantBody[] {
  return entered
    .filter(({ first_name, last_name }) => first_name.trim() !== '' || last_name.trim() !== '')
    .map(({ first_name, last_name, birth_date }) => ({
      first_name: first_name.trim(),
      last_name: last_name.trim(),
      ...(birth_date !== '' && { birth_date }),
    }));
}
