import { expect, test } from 'vitest';
import { timelineOf } from '@/components/messages/timeline';

const attempt = {
  number: 1,
  address: 'a@example.org',
  started_at: '2026-02-01T10:00:00.000001Z',
  finished_at: '2026-02-01T10:00:01.000002Z',
  result: 'accepted',
  code: 250,
  answer: 'Ok',
} as const;
const accepted = {
  by: null,
  type: 'accepted',
  at: '2026-02-01T10:00:01.000002Z',
  reason: null,
  class: null,
  status: null,
} as const;
const bounced = {
  by: null,
  type: 'bounced',
  at: '2026-02-01T10:00:03Z',
  reason: 'address_unknown',
  class: 'hard',
  status: '5.1.1',
} as const;
const report = {
  kind: 'failed',
  at: '2026-02-01T10:00:04Z',
  class: 'hard',
  reason: 'address_unknown',
  status: '5.1.1',
} as const;

test('M3: the attempt that handed a mail over and the sending of it are one entry', () => {
  expect(timelineOf({ attempts: [attempt], events: [accepted], reports: [] })).toEqual([
    { at: accepted.at, event: accepted, attempt },
  ]);
});

test('M3: a report and the bounce that it told of are one entry, after the sending', () => {
  const life = timelineOf({ attempts: [attempt], events: [bounced, accepted], reports: [report] });
  expect(life).toEqual([
    { at: accepted.at, event: accepted, attempt },
    { at: bounced.at, event: bounced, report },
  ]);
});

test('M3: an attempt under way and an automatic answer stand for themselves, in their order', () => {
  const running = { ...attempt, result: 'sending', finished_at: null } as const;
  const absence = {
    ...report,
    kind: 'automatic',
    at: '2026-02-01T09:00:00Z',
    class: null,
    reason: null,
  } as const;
  expect(timelineOf({ attempts: [running], events: [], reports: [absence] })).toEqual([
    { at: absence.at, report: absence },
    { at: running.started_at, attempt: running },
  ]);
});

test('M3: a second report of the same kind that changed nothing is told too', () => {
  const life = timelineOf({ attempts: [], events: [bounced], reports: [report, { ...report }] });
  expect(life.map(({ event, report: told }) => [event?.type, told?.kind])).toEqual([
    ['bounced', 'failed'],
    [undefined, 'failed'],
  ]);
});
