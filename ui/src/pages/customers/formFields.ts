import type { TFunction } from 'i18next';
import type { CustomerForm } from '@/pages/customers/customerForm';

/** The inputs by their path in the form, with the words on the screen, in the order of the page. */
export const FORM_FIELDS = {
  is_company: 'person.kind',
  company_name: 'person.companyName',
  salutation: 'person.salutation',
  first_name: 'person.firstName',
  last_name: 'person.lastName',
  email: 'person.email',
  phone: 'person.phone',
  further_phones: 'person.furtherPhones',
  'address.street': 'person.street',
  'address.postal_code': 'person.postalCode',
  'address.city': 'person.city',
  'address.country': 'person.country',
  language: 'person.language',
  customer_group_ids: 'person.customerGroups',
  recipient_group_ids: 'person.recipientGroups',
  discount_percent: 'person.discount',
  newsletter: 'person.newsletter',
  known_iban: 'person.bankDetails',
} as const;
export type FormField = keyof typeof FORM_FIELDS;

function valueAt(form: CustomerForm, field: FormField): unknown {
  return field
    .split('.')
    .reduce<unknown>((node, name) => (node as Record<string, unknown>)[name], { ...form });
}

/** What is compared of a field: of the bank details what they will be, the evidence beside the newsletter. */
function compared(form: CustomerForm, field: FormField): string {
  if (field === 'known_iban') {
    return JSON.stringify([form.known_iban, form.bank_change !== 'keep', form.bank_details]);
  }
  if (field === 'newsletter') {
    return JSON.stringify([form.newsletter, form.has_evidence, form.newsletter_evidence]);
  }
  return JSON.stringify(valueAt(form, field));
}

/** The fields in which two states differ. */
export function differing(left: CustomerForm, right: CustomerForm): FormField[] {
  return (Object.keys(FORM_FIELDS) as FormField[]).filter(
    (field) => compared(left, field) !== compared(right, field),
  );
}

/** What `mine` changed of `seen`, put upon `theirs`: what only they changed stays theirs. */
export function rebased(seen: CustomerForm, mine: CustomerForm, theirs: CustomerForm): CustomerForm {
  const result = structuredClone(theirs);
  for (const field of differing(seen, mine)) {
    const [name, part] = field.split('.') as [keyof CustomerForm, string | undefined];
    if (part) Object.assign(result.address, { [part]: mine.address[part as keyof CustomerForm['address']] });
    else if (field === 'known_iban') {
      Object.assign(result, { bank_change: mine.bank_change, bank_details: mine.bank_details });
    } else Object.assign(result, { [name]: mine[name] });
    if (field === 'newsletter') {
      Object.assign(result, {
        has_evidence: mine.has_evidence,
        newsletter_evidence: mine.newsletter_evidence,
      });
    }
  }
  return result;
}

/** A field's content in words; empty for nothing. */
export function fieldText(
  form: CustomerForm,
  field: FormField,
  t: TFunction,
  groupName: (id: string) => string,
): string {
  switch (field) {
    case 'is_company':
      return t(form.is_company ? 'person.company' : 'person.private');
    case 'newsletter':
      return t(form.newsletter ? 'person.wanted' : 'person.unwanted');
    case 'language':
      return t(`language.${form.language}` as 'language.de');
    case 'customer_group_ids':
    case 'recipient_group_ids':
      return form[field].map(groupName).join(', ');
    case 'discount_percent':
      return form.discount_percent === '' ? '' : `${form.discount_percent} %`;
    case 'known_iban':
      if (form.bank_change === 'remove') return t('bank.removed');
      return form.bank_change === 'replace' && form.bank_details.iban !== ''
        ? form.bank_details.iban
        : form.known_iban;
    default: {
      const value = valueAt(form, field);
      return Array.isArray(value) ? value.join(', ') : String(value);
    }
  }
}
