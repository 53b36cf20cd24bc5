import { expect, test } from 'vitest';
import { EMPTY_CUSTOMER, type CustomerForm } from '@/pages/customers/customerForm';
import { differing, rebased } from '@/pages/customers/formFields';

const seen: CustomerForm = { ...EMPTY_CUSTOMER, last_name: 'Kern', email: 'k@example.org' };

test('what only they changed stays theirs, what I changed is mine, address parts apart', () => {
  const mine = { ...seen, last_name: 'Korn', address: { ...seen.address, street: 'Am Bach 1' } };
  const theirs = { ...seen, phone: '+49301', address: { ...seen.address, city: 'Kiel' } };
  expect(rebased(seen, mine, theirs)).toEqual({
    ...seen,
    last_name: 'Korn',
    phone: '+49301',
    address: { ...seen.address, street: 'Am Bach 1', city: 'Kiel' },
  });
});

test('groups, bank details and consent are fields like the others', () => {
  const mine: CustomerForm = {
    ...seen,
    customer_group_ids: ['a'],
    bank_change: 'replace',
    bank_details: { iban: 'DE1', bic: '', account_holder: '' },
    newsletter: true,
    has_evidence: true,
    newsletter_evidence: { how: 'Formular', when: '2026-01-01', wording: 'Ja' },
  };
  const theirs = { ...seen, known_iban: '•••• 9999', bank_change: 'keep' as const };
  expect(differing(seen, mine)).toEqual(['customer_group_ids', 'newsletter', 'known_iban']);
  expect(rebased(seen, mine, theirs)).toEqual({ ...mine, known_iban: '•••• 9999' });
});

test('an input that both changed is mine in the proposal, and theirs is not lost from the comparison', () => {
  const mine = { ...seen, last_name: 'Korn' };
  const theirs = { ...seen, last_name: 'Kahn' };
  expect(differing(seen, theirs)).toEqual(['last_name']);
  expect(rebased(seen, mine, theirs).last_name).toBe('Korn');
});
