import { expect, it } from 'vitest';
import type { Broadcast } from '@/api/types';
import {
  changesOf,
  editedOf,
  likeThat,
  rebased,
  valuesOf,
  type BroadcastValues,
} from '@/pages/communication/broadcasts/create/values';

const AT = new Date(2027, 0, 8, 8, 0);

const PLANNED = {
  audience: {
    customer_ids: ['a', 'b'],
    customer_group_ids: ['g'],
    recipient_group_ids: [],
    course_date_ids: [],
    everyone: false,
    customers_total: 2,
  },
  kind: 'notice',
  channel: 'email',
  subject: 'Neues',
  body: 'Guten Tag.',
  html: '<p>Guten Tag.</p>',
  attachments: [{ id: 'f', name: 'plan.pdf', media_type: 'application/pdf', size: 1 }],
  send_at: AT.toISOString(),
} as unknown as Broadcast;

const VALUES = valuesOf(PLANNED);

it('takes over whom a broadcast was for, in the words of a request', () => {
  expect(VALUES.subject).toBe('Neues');
  expect(VALUES.audience).toEqual({
    customer_ids: ['a', 'b'],
    customer_group_ids: ['g'],
    recipient_group_ids: [],
    course_date_ids: [],
    everyone: false,
  });
});

it('copies the files, and the time while it is ahead', () => {
  const before = likeThat(PLANNED, AT.getTime() - 1);
  expect(before.attachments).toEqual(PLANNED.attachments);
  expect(before.send_at).toEqual({ day: '2027-01-08', time: '08:00' });
  expect(likeThat(PLANNED, AT.getTime()).send_at).toBeNull();
});

it('sends what was edited and nothing else, text and formatting together', () => {
  const after: BroadcastValues = { ...VALUES, body: 'Hallo.', send_at: null };
  expect(changesOf(editedOf(VALUES, after))).toEqual({
    body: 'Hallo.',
    html: '<p>Guten Tag.</p>',
    sendAt: null,
  });
  expect(changesOf(editedOf(VALUES, structuredClone(VALUES)))).toEqual({});
  const later = { ...VALUES, send_at: { day: '2027-01-09', time: '9' } };
  expect(changesOf(editedOf(VALUES, later))).toEqual({ sendAt: new Date(2027, 0, 9, 9).toISOString() });
});

it('puts what was edited upon what somebody else saved', () => {
  const mine = { ...VALUES, subject: 'Meins' };
  const theirs: BroadcastValues = { ...VALUES, subject: 'Ihres', kind: 'newsletter' };
  expect(rebased(VALUES, mine, theirs)).toEqual({ ...theirs, subject: 'Meins' });
});
