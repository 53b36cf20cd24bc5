import type { Customer } from '@/api/types';

export type MergeChoice = 'source' | 'survivor';

/** One field of a merge's preview: both values and which of them stays. */
export interface MergeField {
  field: string;
  source: unknown;
  survivor: unknown;
  choice: MergeChoice;
  differs: boolean;
}

/** A participant who moves; `same_as` names the survivor's participant who is the same person. */
export interface MergeParticipant {
  id: string;
  first_name: string;
  last_name: string;
  birth_date: string | null;
  same_as: string | null;
}

/** What a merge would do; `null` means that it cannot be told beforehand. */
export interface MergePreview {
  source: Customer;
  survivor: Customer;
  fields: MergeField[];
  participants: MergeParticipant[];
  moves: Record<string, number | null>;
}

/** A customer who was merged into another one. */
export interface Merge {
  merged_id: string;
  number: number;
  /** Forgotten when the undo has ended. */
  name: string | null;
  merged_at: string;
  undo_until: string;
  undoable: boolean;
}

export interface Resembling {
  candidates: { id: string; number: number; name: string; reasons: string[] }[];
}

interface Answers<Body> {
  200: { headers: Record<string, unknown>; content: { 'application/json': Body } };
}

interface OfCustomer {
  path: { customer_id: string };
}

interface Read<Body> {
  get: { parameters: OfCustomer; responses: Answers<Body> };
}

/** Routes of customers, in the form of the generated paths. */
export interface AwaitedPaths {
  '/api/customers/{customer_id}/duplicates': Read<Resembling>;
  '/api/customers/{customer_id}/merges': Read<{ items: Merge[] }>;
  '/api/customers/{customer_id}/merge': {
    post: {
      parameters: OfCustomer & { query?: { dry_run?: boolean }; header?: { 'If-Match'?: string | null } };
      requestBody: {
        content: { 'application/json': { into: string; choices?: Record<string, MergeChoice> } };
      };
      responses: Answers<MergePreview | Customer>;
    };
  };
  '/api/customers/{customer_id}/merge/undo': {
    post: { parameters: OfCustomer; responses: Answers<Customer> };
  };
}
