import { expect, test } from 'vitest';
import {
  readAuditSearch,
  readCustomerSearch,
  readListSearch,
  readLoginSearch,
  readMergeSearch,
} from '@/app/search';

test('the list keeps what it knows and drops the rest', () => {
  expect(readListSearch({ q: 1042, status: 'blocked', sort: '-number', other: 1 })).toEqual({
    q: '1042',
    status: 'blocked',
    sort: '-number',
  });
  expect(readListSearch({ q: '', status: 'gone', sort: 'password' })).toEqual({});
});

test('every filter of the list stays in the address, and only with a value that the service takes', () => {
  const group = '0193a1b2-0000-7000-8000-0123456789ab';
  const filters = {
    customer_group_id: group,
    recipient_group_id: group,
    credit: 'negative',
    newsletter: false,
    postal_code: '01067',
    sort: '-credit_cents',
  };
  expect(readListSearch(filters)).toEqual(filters);
  expect(
    readListSearch({
      customer_group_id: 'x',
      recipient_group_id: 7,
      credit: 'much',
      newsletter: 'yes',
      postal_code: '',
      sort: '--name',
    }),
  ).toEqual({});
  expect(readListSearch({ postal_code: 80331 })).toEqual({ postal_code: '80331' });
});

test('the audit trail is narrowed by ids and by names of actions', () => {
  expect(readAuditSearch({ action: 'customer.blocked', account_id: 'x' })).toEqual({
    action: 'customer.blocked',
  });
  expect(readAuditSearch({ action: '<b>' })).toEqual({});
});

test('an unknown tab is the first one', () => {
  expect(readCustomerSearch({ reiter: 'teilnehmer' })).toEqual({ reiter: 'teilnehmer' });
  expect(readCustomerSearch({ reiter: 'x' })).toEqual({});
});

test('an id counts whichever way it was typed, and nothing else does', () => {
  const id = '0193a1b2-0000-7000-8000-0123456789ab';
  expect(readCustomerSearch({ von: id.toUpperCase() })).toEqual({ von: id });
  expect(readMergeSearch({ mit: id.toUpperCase(), bleibt: 'anderer' })).toEqual({
    mit: id,
    bleibt: 'anderer',
  });
  expect(readAuditSearch({ customer_id: id.toUpperCase() })).toEqual({ customer_id: id });
  expect(readMergeSearch({ mit: '-'.repeat(36), bleibt: 'dieser' })).toEqual({});
});

test('the login returns to our own pages only', () => {
  expect(readLoginSearch({ ziel: '/kunden?q=x' })).toEqual({ ziel: '/kunden?q=x' });
  for (const foreign of ['//example.org', 'https://example.org', '/\\example.org', 7]) {
    expect(readLoginSearch({ ziel: foreign })).toEqual({});
  }
});
