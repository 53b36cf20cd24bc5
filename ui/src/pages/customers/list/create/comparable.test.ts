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
