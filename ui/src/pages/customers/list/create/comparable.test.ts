import { expect, test } from 'vitest';
import { comparable } from '@/pages/customers/list/create/comparable';

const EMPTY = {
  email: '',
  first_name: null,
  last_name: null,
  phone: null,
  is_company: false,
  participants: [],
};

test('only what was given is compared', () => {
  expect(comparable({ ...EMPTY, last_name: 'Kern', email: '' })).toEqual({ last_name: 'Kern' });
});

test('too little to tell somebody by is not asked about', () => {
  expect(comparable({ ...EMPTY, first_name: 'Anna' })).toBeNull();
  expect(comparable({ ...EMPTY, email: 'anna' })).toBeNull();
  expect(comparable({ ...EMPTY, email: 'anna@example.org' })).not.toBeNull();
});

test('a birth date that is still being typed is left out', () => {
  const child = { first_name: 'Mia', last_name: 'Kern' };
  const compared = (birth_date: string) =>
    comparable({ ...EMPTY, last_name: 'Kern', participants: [{ ...child, birth_date }] })?.participants;
  expect(compared('9.3.')).toEqual([child]);
  expect(compared('2017-03-09')).toEqual([{ ...child, birth_date: '2017-03-09' }]);
});
