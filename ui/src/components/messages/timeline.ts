import type { MessageDetail } from '@/api/types';

type Attempt = MessageDetail['attempts'][number];
type Event = MessageDetail['events'][number];
type Report = MessageDetail['reports'][number];

/** One thing that happened to a message; what tells of the same thing twice is one. */
export interface TimelineEntry {
  at: string;
  event?: Event;
  attempt?: Attempt;
  report?: Report;
}

/** The history entry that an attempt's or a report's end is written down as. */
const EVENT_OF_RESULT: Record<Attempt['result'], readonly Event['type'][]> = {
  sending: [],
  accepted: ['accepted'],
  deferred: ['deferred', 'bounced'],
  rejected: ['bounced'],
  unsendable: ['failed'],
  uncertain: ['uncertain'],
};
const EVENT_OF_REPORT: Record<string, Event['type']> = {
  failed: 'bounced',
  delayed: 'deferred',
  delivered: 'delivered',
};

const ms = (moment: string) => Date.parse(moment);

/** The life of a message in its order: each happening with the attempt that led to it or the report that told of it. */
export function timelineOf(message: Pick<MessageDetail, 'attempts' | 'events' | 'reports'>): TimelineEntry[] {
  const entries: TimelineEntry[] = message.events.map((event) => ({ at: event.at, event }));
  for (const attempt of message.attempts) {
    const { finished_at: end } = attempt;
    const same = entries.find(
      ({ event, attempt: other }) =>
        event !== undefined &&
        other === undefined &&
        end !== null &&
        ms(event.at) === ms(end) &&
        EVENT_OF_RESULT[attempt.result].includes(event.type),
    );
    if (same) same.attempt = attempt;
    else entries.push({ at: attempt.started_at, attempt });
  }
  for (const report of message.reports) {
    const type = EVENT_OF_REPORT[report.kind];
    const same = entries.find(
      (entry) => entry.event?.type === type && entry.attempt === undefined && entry.report === undefined,
    );
    if (same) same.report = report;
    else entries.push({ at: report.at, report });
  }
  return entries.sort((left, right) => ms(left.at) - ms(right.at));
}
