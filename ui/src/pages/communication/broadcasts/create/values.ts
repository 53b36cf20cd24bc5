import type { BroadcastKind } from '@/api/broadcasts';
import type { Channel } from '@/api/content';
import type { Audience, Broadcast } from '@/api/types';
import { EMPTY_CONTENT, type ContentValues } from '@/components/compose/content';

/** Who is meant: all of these together, each customer once. */
export type ChosenAudience = Required<{
  [Name in keyof Audience]: Name extends 'everyone' ? boolean : string[];
}>;

export const NOBODY: ChosenAudience = {
  customer_ids: [],
  customer_group_ids: [],
  recipient_group_ids: [],
  course_date_ids: [],
  everyone: false,
};

export interface BroadcastValues extends ContentValues {
  audience: ChosenAudience;
  kind: BroadcastKind;
  channel: Channel;
}

export const EMPTY_BROADCAST: BroadcastValues = {
  ...EMPTY_CONTENT,
  audience: NOBODY,
  kind: 'notice',
  channel: 'email',
};

/** True while nobody is meant. */
export function isNobody({ everyone, ...chosen }: ChosenAudience): boolean {
  return !everyone && Object.values(chosen).every((ids) => ids.length === 0);
}

/** Whether an answer names all customers who were picked; of many it names the first only. */
export function namesAllPicked({ customers_total, customer_ids }: Broadcast['audience']): boolean {
  return customers_total <= customer_ids.length;
}

/**
 * A new one as another was: text, kind and audience. Its files stay with it, and its time is over. Customers who were
 * picked are taken over all together or not at all.
 */
export function likeThat({ audience, kind, channel, subject, body, html }: Broadcast): BroadcastValues {
  const { customer_ids, customer_group_ids, recipient_group_ids, course_date_ids, everyone } = audience;
  return {
    ...EMPTY_BROADCAST,
    audience: {
      customer_ids: namesAllPicked(audience) ? customer_ids : [],
      customer_group_ids,
      recipient_group_ids,
      course_date_ids,
      everyone,
    },
    kind: kind === 'newsletter' ? kind : 'notice',
    channel,
    subject,
    body,
    html,
  };
}
