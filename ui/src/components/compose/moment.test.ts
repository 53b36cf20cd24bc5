import { expect, test } from 'vitest';
import { faultOf, readMoment, readTime, typedMoment } from '@/components/compose/moment';

test.each([
  ['8', [8, 0]],
  ['8:30', [8, 30]],
  ['08.30', [8, 30]],
  ['0830', [8, 30]],
  [' 23:59 ', [23, 59]],
  ['8 Uhr', [8, 0]],
  ['24:00', null],
  ['8:60', null],
  ['halb neun', null],
  ['', null],
])('%j is the time %j', (entered, expected) => {
  expect(readTime(entered)).toEqual(expected);
});

test('day and time are one moment of the desk', () => {
  expect(readMoment({ day: '2026-12-01', time: '8:05' })).toEqual(new Date(2026, 11, 1, 8, 5));
});

test('a moment is typed as it is read', () => {
  const typed = typedMoment(new Date(2026, 2, 9, 8, 5).toISOString());
  expect(typed).toEqual({ day: '2026-03-09', time: '08:05' });
});

const NOW = new Date(2026, 10, 27, 12, 0).getTime();

test.each([
  [{ day: '2026-11-27', time: '12:01' }, null],
  [{ day: '2026-11-27', time: '12:00' }, 'past'],
  [{ day: '2027-11-27', time: '11:00' }, null],
  [{ day: '2027-11-28', time: '13:00' }, 'far'],
  [{ day: '31.2.', time: '8' }, 'unreadable'],
  [{ day: '2026-12-01', time: '' }, 'unreadable'],
] as const)('%j as a time to send at: %s', (typed, fault) => {
  expect(faultOf(typed, NOW)).toBe(fault);
});
