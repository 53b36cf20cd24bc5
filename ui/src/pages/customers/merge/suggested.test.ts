import { expect, test } from 'vitest';
import type { MergeField } from '@/api/types';
import { suggested } from '@/pages/customers/merge/suggested';

function field(name: string, survivor: unknown, source: unknown, choice: 'survivor' | 'source' = 'survivor') {
  return { field: name, survivor, source, choice, differs: true } as MergeField;
}

test('what one of both lacks is taken from the other', () => {
  expect(suggested(field('address', null, { city: 'München' }), [])).toBe('source');
  expect(suggested(field('further_phones', [], ['+4989123']), [])).toBe('source');
  expect(suggested(field('address', { city: 'München' }, null), [])).toBe('survivor');
});

test('where both have something the service says whose it is', () => {
  expect(suggested(field('email', 'alt@example.org', 'neu@example.org'), [])).toBe('survivor');
  expect(suggested(field('status', 'active', 'blocked', 'source'), [])).toBe('source');
  expect(suggested(field('is_company', false, true), [])).toBe('survivor');
});

test('a newsletter that nobody asked about gives way to consent, one that was ended does not', () => {
  expect(suggested(field('newsletter', 'none', 'confirmed'), [])).toBe('source');
  expect(suggested(field('newsletter', 'unsubscribed', 'confirmed'), [])).toBe('survivor');
  expect(suggested(field('newsletter', 'confirmed', 'unsubscribed', 'source'), [])).toBe('source');
});

test('a person is not given the name of a company', () => {
  const name = field('company_name', null, 'Maier KG');
  expect(suggested(name, [name])).toBe('source');
  expect(suggested(name, [name, field('is_company', false, true)])).toBe('survivor');
});
