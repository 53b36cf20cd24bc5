import { expect, test } from 'vitest';
import type { BroadcastItem } from '@/api/types';
import { COUNTED, percentDone, reasonsOf, standingOf } from '@/pages/communication/broadcasts/broadcastWords';

test('reasons come by how often they occur, without those that do not', () => {
  expect(reasonsOf({ blocked: 1, no_consent: 5, placeholder: 0 })).toEqual([
    { reason: 'no_consent', count: 5 },
    { reason: 'blocked', count: 1 },
  ]);
});

const NONE = Object.fromEntries(COUNTED.map((name) => [name, 0])) as BroadcastItem['counts'];

function broadcast(
  status: BroadcastItem['status'],
  recipients: number,
  counts: Partial<BroadcastItem['counts']>,
): BroadcastItem {
  return { status, recipients, counts: { ...NONE, ...counts } } as BroadcastItem;
}

test.each([
  [broadcast('running', 0, {}), 0],
  [broadcast('done', 0, {}), 100],
  [broadcast('failed', 0, {}), 0],
  [broadcast('running', 10, { accepted: 4, queued: 6 }), 40],
  [broadcast('done', 10, { accepted: 4, bounced: 6 }), 100],
  [broadcast('done', 3, { accepted: 1, bounced: 1, deferred: 1 }), 66],
  // Of who was deleted there is no message any more.
  [broadcast('done', 4, { delivered: 2, queued: 1 }), 75],
])('how far %j is', (given, percent) => {
  expect(percentDone(given)).toBe(percent);
});

test.each([
  [broadcast('done', 2, { accepted: 1, queued: 1 }), 'sending'],
  [broadcast('done', 2, { accepted: 1, bounced: 1 }), 'done'],
  [broadcast('cancelled', 2, { sending: 1, cancelled: 1 }), 'cancelled'],
])('how %j stands', (given, standing) => {
  expect(standingOf(given)).toBe(standing);
});
