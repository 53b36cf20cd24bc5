import type { BroadcastChanges, BroadcastKind } from '@/api/broadcasts';
import type { Channel } from '@/api/content';
import type { Audience, Broadcast } from '@/api/types';
import { EMPTY_CONTENT, type ContentValues } from '@/components/compose/content';
import { faultOf, readMoment, typedMoment } from '@/components/compose/moment';

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

/** A broadcast as the form takes it; all customers who were picked are named in it. */
export function valuesOf(broadcast: Broadcast): BroadcastValues {
  const { audience, kind, channel, subject, body, html, attachments, send_at } = broadcast;
  const { customer_ids, customer_group_ids, recipient_group_ids, course_date_ids, everyone } = audience;
  return {
    audience: { customer_ids, customer_group_ids, recipient_group_ids, course_date_ids, everyone },
    kind: kind === 'newsletter' ? kind : 'notice',
    channel,
    subject,
    body,
    html,
    attachments,
    send_at: send_at === null ? null : typedMoment(send_at),
  };
}

/** A new one as another was, files and all; its time too, while that is still ahead. */
export function likeThat(broadcast: Broadcast, now: number): BroadcastValues {
  const values = valuesOf(broadcast);
  const over = values.send_at !== null && faultOf(values.send_at, now) !== null;
  return over ? { ...values, send_at: null } : values;
}

const FIELDS = Object.keys(EMPTY_BROADCAST) as (keyof BroadcastValues)[];

/** What was edited; text and formatting go together. */
export function editedOf(before: BroadcastValues, after: BroadcastValues): Partial<BroadcastValues> {
  const edited = differing(before, after);
  if (edited.has('body')) edited.add('html');
  if (edited.has('html')) edited.add('body');
  return Object.fromEntries([...edited].map((field) => [field, after[field]]));
}

/** The fields that are not the same in both. */
export function differing(one: BroadcastValues, other: BroadcastValues): Set<keyof BroadcastValues> {
  return new Set(FIELDS.filter((field) => JSON.stringify(one[field]) !== JSON.stringify(other[field])));
}

/** The same in the words of a request. */
export function changesOf({ send_at, ...edited }: Partial<BroadcastValues>): BroadcastChanges {
  if (send_at === undefined) return edited;
  return { ...edited, sendAt: send_at && (readMoment(send_at)?.toISOString() ?? null) };
}

/** What was edited, upon what somebody else saved meanwhile. */
export function rebased(
  seen: BroadcastValues,
  mine: BroadcastValues,
  theirs: BroadcastValues,
): BroadcastValues {
  return { ...theirs, ...editedOf(seen, mine) };
}
