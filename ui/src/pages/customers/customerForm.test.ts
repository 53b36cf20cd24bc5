import { expect, test } from 'vitest';
import {
  bodyOf,
  changesOf,
  discountOf,
  EMPTY_CUSTOMER,
  participantsOf,
} from '@/pages/customers/customerForm';

test('an edit sends only what was edited', () => {
  const before = { ...EMPTY_CUSTOMER, last_name: 'Müller', phone: '030 1', email: 'a@example.org' };
  expect(changesOf(before, { ...before, last_name: 'Möller', phone: '' })).toEqual({
    last_name: 'Möller',
    phone: null,
  });
  expect(changesOf(before, { ...before })).toEqual({});
});

test('of an address only the edited part is sent, so that the parts that others edit stay', () => {
  const before = {
    ...EMPTY_CUSTOMER,
    address: { ...EMPTY_CUSTOMER.address, street: 'Am Bach 1', city: 'Kiel' },
  };
  const after = { ...before, address: { ...before.address, street: '' } };
  expect(changesOf(before, after)).toEqual({ address: { street: null } });
});

test('a private person loses the name of the company that was once entered', () => {
  const before = { ...EMPTY_CUSTOMER, is_company: true, company_name: 'Bad GmbH' };
  expect(changesOf(before, { ...before, is_company: false })).toEqual({
    is_company: false,
    company_name: null,
  });
});

test('stored bank details are kept unless replaced or removed', () => {
  const before = { ...EMPTY_CUSTOMER, known_iban: '•••• 2051', bank_change: 'keep' as const };
  const entered = { iban: ' DE02120300000000202051 ', bic: '', account_holder: '' };
  expect(changesOf(before, { ...before, bank_details: entered })).toEqual({});
  expect(changesOf(before, { ...before, bank_change: 'remove' })).toEqual({ bank_details: null });
  expect(changesOf(before, { ...before, bank_change: 'replace', bank_details: entered })).toEqual({
    bank_details: { iban: 'DE02120300000000202051', bic: null, account_holder: null },
  });
});

test('consent in writing is sent with its evidence, and only while the newsletter is wanted', () => {
  const newsletter_evidence = { how: 'Formular ', when: '2026-03-01', wording: 'Ich möchte' };
  const given = { ...EMPTY_CUSTOMER, newsletter: true, has_evidence: true, newsletter_evidence };
  expect(changesOf(EMPTY_CUSTOMER, given)).toEqual({
    newsletter: true,
    newsletter_evidence: { how: 'Formular', when: '2026-03-01', wording: 'Ich möchte' },
  });
  expect(changesOf(EMPTY_CUSTOMER, { ...given, newsletter: false })).toEqual({});
});

test.each([
  ['', 0],
  ['7,5', 7.5],
  ['12.25', 12.25],
  ['100', 100],
  ['8,115', null],
  ['-1', null],
  ['101', null],
  ['viel', null],
])('the discount %s is read as %s', (entered, expected) => {
  expect(discountOf(entered)).toBe(expected);
});

test('further numbers are sent without the empty ones', () => {
  expect(changesOf(EMPTY_CUSTOMER, { ...EMPTY_CUSTOMER, further_phones: ['', ' 030 1 '] })).toEqual({
    further_phones: ['030 1'],
  });
  expect(changesOf(EMPTY_CUSTOMER, { ...EMPTY_CUSTOMER, further_phones: [''] })).toEqual({});
});

test('an empty address is none', () => {
  expect(bodyOf({ ...EMPTY_CUSTOMER, last_name: 'Kern', email: ' k@example.org ' })).not.toHaveProperty(
    'address',
  );
  expect(bodyOf(EMPTY_CUSTOMER)).not.toHaveProperty('first_name');
});

test('a participant without a name is not sent', () => {
  expect(participantsOf([{ first_name: '', last_name: ' ', birth_date: '2015-01-01' }])).toEqual([]);
  expect(participantsOf([{ first_name: 'Mia', last_name: 'Kern', birth_date: '' }])).toEqual([
    { first_name: 'Mia', last_name: 'Kern' },
  ]);
});
