import type { TFunction } from 'i18next';
import { isDay } from '@/i18n/format';
import { discountOf, type CustomerForm, type EnteredParticipant } from '@/pages/customers/customerForm';

/** What is missing or impossible before anything is sent, by input. The service checks all of it again. */
export function checkCustomer(form: CustomerForm, t: TFunction): Record<string, string> {
  const found: Record<string, string> = {};
  const name = form.is_company ? 'company_name' : 'last_name';
  if (form[name].trim() === '') found[name] = t('create.missingName');
  if (form.email.trim() === '') found.email = t('create.missingEmail');
  if (discountOf(form.discount_percent) === null) found.discount_percent = t('fields.discountWrong');
  if (form.newsletter && form.has_evidence) {
    for (const part of ['how', 'when', 'wording'] as const) {
      if (form.newsletter_evidence[part].trim() === '') {
        found[`newsletter_evidence.${part}`] = t('fields.evidenceMissing');
      }
    }
    const { when } = form.newsletter_evidence;
    if (when !== '' && !isDay(when)) found['newsletter_evidence.when'] = t('fields.dayWrong');
  }
  const { iban, bic, account_holder } = form.bank_details;
  const replaces = form.known_iban !== '' || bic.trim() !== '' || account_holder.trim() !== '';
  if (form.bank_change === 'replace' && replaces && iban.trim() === '') {
    found['bank_details.iban'] = t('fields.ibanMissing');
  }
  return found;
}

/** The same for one participant: both names, and a birth date that is a day, or none. */
export function checkParticipant(
  { first_name, last_name, birth_date }: EnteredParticipant,
  t: TFunction,
): Record<string, string> {
  return {
    ...(first_name.trim() === '' && { first_name: t('participants.missingFirstName') }),
    ...(last_name.trim() === '' && { last_name: t('participants.missingLastName') }),
    ...(birth_date !== '' && !isDay(birth_date) && { birth_date: t('fields.dayWrong') }),
  };
}

/** The same for those who are entered along with a customer; a birth date alone would be lost, so it needs a name. */
export function checkParticipants(entered: EnteredParticipant[], t: TFunction): Record<string, string> {
  const found: Record<string, string> = {};
  entered.forEach((one, index) => {
    if (one.first_name.trim() === '' && one.last_name.trim() === '' && one.birth_date === '') return;
    for (const [name, message] of Object.entries(checkParticipant(one, t))) {
      found[`participants.${index}.${name}`] = message;
    }
  });
  return found;
}
