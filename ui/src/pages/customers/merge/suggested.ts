import type { MergeChoice, MergeField } from '@/api/types';

/** Whose value is preselected: whose the service says, but never nothing where the other customer has something. */
export function suggested(one: MergeField, all: MergeField[]): MergeChoice {
  const { field, source, survivor, choice } = one;
  // The name of a company goes with being one.
  if (field === 'company_name' && all.some((other) => other.field === 'is_company' && other.differs)) {
    return choice;
  }
  return choice === 'survivor' && isNothing(field, survivor) && !isNothing(field, source) ? 'source' : choice;
}

/** A newsletter that nobody asked about is no refusal. */
function isNothing(field: string, value: unknown): boolean {
  if (field === 'newsletter') return value === 'none';
  return value === null || value === undefined || (Array.isArray(value) && value.length === 0);
}
