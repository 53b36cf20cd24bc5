import { expect, test } from 'vitest';
import { readCustomerSearch, readListSearch, readLoginSearch } from '@/app/search';

test('the list keeps what it knows and drops the rest', () => {
  expect(readListSearch({ q: 1042, status: 'blocked', sort: '-number', other: 1 })).toEqual({
    q: '1042',
    status: 'blocked',
    sort: '-number',
  });
  expect(readListSearch({ q: '', status: 'gone', sort: 'password' })).toEqual({});
});

test('an unknown tab is the first one', () => {
  expect(readCustomerSearch({ reiter: 'teilnehmer' })).toEqual({ reiter: 'teilnehmer' });
  expect(readCustomerSearch({ reiter: 'x' })).toEqual({});
});

test('the login returns to our own pages only', () => {
  expect(readLoginSearch({ ziel: '/kunden?q=x' })).toEqual({ ziel: '/kunden?q=x' });
  for (const foreign of ['//example.org', 'https://example.org', '/\\example.org', 7]) {
    expect(readLoginSearch({ ziel: foreign })).toEqual({});
  }
});
