import { expect, test } from 'vitest';
import { keys } from '@/api/keys';
import { touchedBy, touches } from '@/live/change';

const invoice = { service: 'billing', kind: 'invoice', id: 'i1', customer_id: 'c1' } as const;

test('a change touches what was fetched for the same customer', () => {
  expect(touches(invoice, keys.invoices('c1'))).toBe(true);
  expect(touches(invoice, keys.invoices('c2'))).toBe(false);
});

test('a change of a customer touches that customer and every list', () => {
  const change = { service: 'customers', kind: 'customer', id: 'c1' } as const;
  expect(touches(change, keys.customer('c1'))).toBe(true);
  expect(touches(change, keys.customer('c2'))).toBe(false);
  expect(touches(change, keys.customers({ q: 'anna' }))).toBe(true);
});

test('a change of either customer touches the preview of their merge, that of a third one does not', () => {
  const changeOf = (id: string) => ({ service: 'customers', kind: 'customer', id }) as const;
  const preview = keys.mergePreview('c1', 'c2');
  expect([changeOf('c1'), changeOf('c2'), changeOf('c3')].map((change) => touches(change, preview))).toEqual([
    true,
    true,
    false,
  ]);
});

test('a change touches no other entity', () => {
  expect(touches(invoice, keys.messages('c1'))).toBe(false);
  expect(touches({ service: 'billing', kind: 'unheard-of', id: 'x' }, keys.invoices('c1'))).toBe(false);
  expect(touches({ service: 'customers', kind: 'customer', id: 'c1' }, keys.resembling({}))).toBe(false);
});

test('after an outage everything is read afresh that a change of the service could have touched', () => {
  expect(touchedBy('billing')).toEqual(new Set(['invoice']));
  const customers = touchedBy('customers');
  for (const [entity] of [
    keys.portalAccount('c1'),
    keys.participants('c1'),
    keys.customerNotes('c1'),
    keys.erasure('c1'),
    keys.groups('recipient'),
    keys.groupSizes('customer'),
    keys.ownSessions,
    keys.audit({}),
  ]) {
    expect(customers).toContain(entity);
  }
  expect(customers).not.toContain('invoice');
});

test('a broadcast is read again when it gets on, an audience when somebody may no longer be written to', () => {
  const progress = { service: 'messaging', kind: 'broadcast', id: 'b1' } as const;
  expect(touches(progress, keys.broadcast('b1'))).toBe(true);
  expect(touches(progress, keys.broadcasts)).toBe(true);
  expect(touches(progress, keys.broadcast('b2'))).toBe(false);
  const suppression = { service: 'messaging', kind: 'suppression', id: 's1' } as const;
  expect(touches(suppression, keys.audience({}))).toBe(true);
});

test('a course date that changes is read again wherever one is searched for, and so is who it reaches', () => {
  const change = { service: 'messaging', kind: 'course-date', id: 'd1' } as const;
  expect(touches(change, keys.courseDates('yoga'))).toBe(true);
  expect(touches(change, keys.audience({ course_date_ids: ['d1'] }))).toBe(true);
  expect(touches(change, keys.broadcasts)).toBe(false);
});
