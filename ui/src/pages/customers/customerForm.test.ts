import { expect, test } from 'vitest';
import { bodyOf, changesOf, EMPTY_CUSTOMER, participantsOf } from '@/pages/customers/customerForm';

test('an edit sends only what was edited', () => {
  const before = { ...EMPTY_CUSTOMER, last_name: 'Müller', phone: '030 1', email: 'a@example.org' };
  expect(changesOf(before, { ...before, last_name: 'Möller', phone: '' })).toEqual({
    last_name: 'Möller',
    phone: null,
  });
  expect(changesOf(before, { ...before })).toEqual({});
});

test('an empty address is none', () => {
  expect(bodyOf({ ...EMPTY_CUSTOMER, last_name: 'Kern', email: ' k@example.org ' })).not.toHaveProperty(
    'address',
  );
  expect(bodyOf(EMPTY_CUSTOMER).first_name).toBeNull();
});

test('a participant without a name is not sent', () => {
  expect(participantsOf([{ first_name: '', last_name: ' ', birth_date: '2015-01-01' }])).toEqual([]);
  expect(participantsOf([{ first_name: 'Mia', last_name: 'Kern', birth_date: '' }])).toEqual([
    { first_name: 'Mia', last_name: 'Kern' },
  ]);
});
