import { expect, it } from 'vitest';
import type { Broadcast } from '@/api/types';
import { likeThat } from '@/pages/communication/broadcasts/create/values';

function picked(customer_ids: string[], customers_total: number): Broadcast {
  return {
    audience: {
      customer_ids,
      customer_group_ids: ['g'],
      recipient_group_ids: [],
      course_date_ids: [],
      everyone: false,
      customers_total,
    },
    kind: 'notice',
    channel: 'email',
    subject: 'Neues',
    body: 'Guten Tag.',
    html: null,
  } as unknown as Broadcast;
}

it('takes over whom a broadcast was for, in the words of a request', () => {
  const { audience, subject } = likeThat(picked(['a', 'b'], 2));
  expect(subject).toBe('Neues');
  expect(audience).toEqual({
    customer_ids: ['a', 'b'],
    customer_group_ids: ['g'],
    recipient_group_ids: [],
    course_date_ids: [],
    everyone: false,
  });
});

it('takes over none of the picked customers when not all of them are named', () => {
  expect(likeThat(picked(['a', 'b'], 230)).audience.customer_ids).toEqual([]);
});
