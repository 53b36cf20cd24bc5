import type { Customer, CustomerBody, CustomerPatch, ParticipantBody } from '@/api/types';
import { readDecimal, writeDecimal } from '@/i18n/format';

/** What is to become of the stored bank details. */
type BankChange = 'keep' | 'replace' | 'remove';

/** A customer as the inputs hold it: texts only, empty for nothing. */
export interface CustomerForm {
  is_company: boolean;
  company_name: string;
  salutation: string;
  first_name: string;
  last_name: string;
  email: string;
  phone: string;
  further_phones: string[];
  address: { street: string; postal_code: string; city: string; country: string };
  language: string;
  customer_group_ids: string[];
  recipient_group_ids: string[];
  discount_percent: string;
  newsletter: boolean;
  /** Consent in writing, instead of the mail that asks for it. */
  has_evidence: boolean;
  newsletter_evidence: { how: string; when: string; wording: string };
  /** The masked IBAN that is stored; empty for none. */
  known_iban: string;
  bank_change: BankChange;
  bank_details: { iban: string; bic: string; account_holder: string };
}

export const EMPTY_CUSTOMER: CustomerForm = {
  is_company: false,
  company_name: '',
  salutation: '',
  first_name: '',
  last_name: '',
  email: '',
  phone: '',
  further_phones: [],
  address: { street: '', postal_code: '', city: '', country: '' },
  language: 'de',
  customer_group_ids: [],
  recipient_group_ids: [],
  discount_percent: '',
  newsletter: false,
  has_evidence: false,
  newsletter_evidence: { how: '', when: '', wording: '' },
  known_iban: '',
  bank_change: 'replace',
  bank_details: { iban: '', bic: '', account_holder: '' },
};

/** A saved customer for editing. */
export function formOf(customer: Customer): CustomerForm {
  return {
    ...EMPTY_CUSTOMER,
    is_company: customer.is_company,
    company_name: customer.company_name ?? '',
    salutation: customer.salutation ?? '',
    first_name: customer.first_name ?? '',
    last_name: customer.last_name ?? '',
    email: customer.email ?? '',
    phone: customer.phone ?? '',
    further_phones: [...customer.further_phones],
    address: {
      street: customer.address?.street ?? '',
      postal_code: customer.address?.postal_code ?? '',
      city: customer.address?.city ?? '',
      country: customer.address?.country ?? '',
    },
    language: customer.language ?? 'de',
    customer_group_ids: [...customer.customer_group_ids],
    recipient_group_ids: [...customer.recipient_group_ids],
    discount_percent: customer.discount_percent ? writeDecimal(customer.discount_percent) : '',
    newsletter: customer.newsletter_state === 'confirmed' || customer.newsletter_state === 'requested',
    known_iban: customer.bank_details?.iban ?? '',
    bank_change: customer.bank_details ? 'keep' : 'replace',
  };
}

function text(value: string): string | null {
  return value.trim() === '' ? null : value.trim();
}

function same(left: unknown, right: unknown): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}

/** The discount as the service takes it; `null` for what is no percentage with at most two decimals. */
export function discountOf(entered: string): number | null {
  const value = entered.trim() === '' ? 0 : readDecimal(entered);
  return value === null || value < 0 || value > 100 || Math.round(value * 100) !== value * 100 ? null : value;
}

/** The form without empty further numbers, so that a refused one is found at its input. */
export function tidied<Values extends CustomerForm>(form: Values): Values {
  return { ...form, further_phones: form.further_phones.filter((phone) => phone.trim() !== '') };
}

const ADDRESS_PARTS = ['street', 'postal_code', 'city', 'country'] as const;
const ONE_LINE = ['salutation', 'first_name', 'last_name', 'phone'] as const;
const GROUPS = ['customer_group_ids', 'recipient_group_ids'] as const;

/** A private person has no company's name, whatever the hidden input still holds. */
function companyName(form: CustomerForm): string | null {
  return form.is_company ? text(form.company_name) : null;
}

function evidenceOf({ newsletter, has_evidence, newsletter_evidence: { how, when, wording } }: CustomerForm) {
  return newsletter && has_evidence ? { how: how.trim(), when, wording: wording.trim() } : null;
}

function bankDetailsOf({ bank_change, bank_details: { iban, bic, account_holder } }: CustomerForm) {
  const entered = [iban, bic, account_holder].some((part) => part.trim() !== '');
  if (bank_change !== 'replace' || !entered) return null;
  return { iban: iban.trim(), bic: text(bic), account_holder: text(account_holder) };
}

/** The body to create a customer with. */
export function bodyOf(entered: CustomerForm): CustomerBody {
  const form = tidied(entered);
  const body = { ...changesOf(EMPTY_CUSTOMER, form), email: form.email.trim() };
  return { ...body, language: form.language };
}

/** What changed between two states of the inputs, and nothing else, so that an edit overwrites only what was edited. */
export function changesOf(before: CustomerForm, after: CustomerForm): CustomerPatch {
  const changes: CustomerPatch = {};
  if (after.is_company !== before.is_company) changes.is_company = after.is_company;
  if (companyName(after) !== companyName(before)) changes.company_name = companyName(after);
  for (const name of ONE_LINE) {
    if (after[name].trim() !== before[name].trim()) changes[name] = text(after[name]);
  }
  if (after.email.trim() !== before.email.trim()) changes.email = after.email.trim();
  const phones = tidied(after).further_phones.map((phone) => phone.trim());
  if (!same(phones, before.further_phones)) changes.further_phones = phones;
  // An address is merged part by part, so the parts that others changed stay.
  const parts = ADDRESS_PARTS.filter((part) => after.address[part].trim() !== before.address[part].trim());
  if (parts.length > 0) {
    changes.address = Object.fromEntries(parts.map((part) => [part, text(after.address[part])]));
  }
  if (after.language !== before.language) changes.language = after.language;
  for (const name of GROUPS) {
    if (!same([...after[name]].sort(), [...before[name]].sort())) changes[name] = after[name];
  }
  const discount = discountOf(after.discount_percent);
  if (discount === null || discount !== discountOf(before.discount_percent)) {
    // What is no percentage goes as it was entered: the service says what is wrong with it.
    changes.discount_percent = discount ?? (after.discount_percent as unknown as number);
  }
  const evidence = evidenceOf(after);
  if (after.newsletter !== before.newsletter || evidence) changes.newsletter = after.newsletter;
  if (evidence) changes.newsletter_evidence = evidence;
  const bank = bankDetailsOf(after);
  if (bank) changes.bank_details = bank;
  else if (after.bank_change === 'remove') changes.bank_details = null;
  return changes;
}

/** A participant as the inputs hold them; a day as `2017-03-09`. */
export interface EnteredParticipant {
  first_name: string;
  last_name: string;
  birth_date: string;
}

/** The participants whose name was entered. */
export function participantsOf(entered: EnteredParticipant[]): ParticipantBody[] {
  return entered
    .filter(({ first_name, last_name }) => first_name.trim() !== '' || last_name.trim() !== '')
    .map(({ first_name, last_name, birth_date }) => ({
      first_name: first_name.trim(),
      last_name: last_name.trim(),
      ...(birth_date !== '' && { birth_date }),
    }));
}
