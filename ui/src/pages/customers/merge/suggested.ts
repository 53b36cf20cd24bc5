import type { MergeChoice, MergeField } from '@/api/types';

/** Whose value is preselected: whose the service says, but never nothing where the other customer has something. */
export function suggested({ field, source, survivor, choice }: MergeField): MergeChoice {
  return choice === 'survivor' && isNothing(field, survivor) && !isNothing(field, source) ? 'source' : choice;
}

/** A newsletter that nobody asked about is no refusal. */
function isNothing(field: string, value: unknown): boolean {
  if (field === 'newsletter') return value === 'none';
  return value === null || value === undefined || (Array.isArray(value) && value.length === 0);
}
