import type { Suppression } from '@/api/types';

/** Who may let mail go there again: somebody at the desk, or only the customer themselves (M5). */
const LIFTED_BY_DESK: Record<Suppression['reason'], boolean> = {
  address_unknown: true,
  host_unknown: true,
  moved: true,
  mailbox_full: true,
  complaint: true,
  unsubscribed: false,
  manual: true,
};

export const SUPPRESSION_REASONS = Object.keys(LIFTED_BY_DESK) as Suppression['reason'][];

/** Whether somebody at the desk may lift it. */
export function isLiftable({ reason, lifted_at }: Pick<Suppression, 'reason' | 'lifted_at'>): boolean {
  return LIFTED_BY_DESK[reason] && !lifted_at;
}
