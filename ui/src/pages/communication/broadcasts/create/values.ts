import type { BroadcastKind } from '@/api/broadcasts';
import type { Channel } from '@/api/content';
import type { Audience } from '@/api/types';
import { EMPTY_CONTENT, type ContentValues } from '@/components/compose/content';

/** Who is meant: all of these together, each customer once. */
export type ChosenAudience = Record<Exclude<keyof Audience, 'everyone'>, string[]>;

export interface BroadcastValues extends ContentValues {
  audience: ChosenAudience;
  kind: BroadcastKind;
  channel: Channel;
}

export const EMPTY_BROADCAST: BroadcastValues = {
  ...EMPTY_CONTENT,
  audience: { customer_ids: [], customer_group_ids: [], recipient_group_ids: [], course_date_ids: [] },
  kind: 'notice',
  channel: 'email',
};

/** True while nobody is meant. */
export function isNobody(audience: ChosenAudience): boolean {
  return Object.values(audience).every((ids) => ids.length === 0);
}
