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

/** The same for the participants who are entered along; a birth date alone would be lost, so it needs a name. */
export function checkParticipants(entered: EnteredParticipant[], t: TFunction): Record<string, string> {
  const found: Record<string, string> = {};
  entered.forEach(({ first_name, last_name, birth_date }, index) => {
    const input = `participants.${index}`;
    const [first, last] = [first_name.trim(), last_name.trim()];
    if (first === '' && last === '' && birth_date === '') return;
    if (first === '') found[`${input}.first_name`] = t('participants.missingFirstName');
    if (last === '') found[`${input}.last_name`] = t('participants.missingLastName');
    if (birth_date !== '' && !isDay(birth_date)) found[`${input}.birth_date`] = t('fields.dayWrong');
  });
  return found;
}
