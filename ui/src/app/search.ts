import type { CustomerListQuery } from '@/api/customers';

/** What the addresses of the pages carry after the `?`, read leniently: the unknown is left out. */

export const CUSTOMER_SORT_FIELDS = [
  'name',
  'number',
  'email',
  'city',
  'credit_cents',
  'created_at',
] as const;
type CustomerSortField = (typeof CUSTOMER_SORT_FIELDS)[number];
export type CustomerSort = CustomerSortField | `-${CustomerSortField}`;

/** What the list of customers is narrowed to and how it is ordered, by the names of the API. */
export interface ListSearch extends Omit<CustomerListQuery, 'sort'> {
  sort?: CustomerSort;
}

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** A text, also when it looks like a number (a postcode, a customer number). */
export function text(value: unknown): string | undefined {
  const written = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  return written === '' ? undefined : written;
}

/** An id as the services write it, whichever way somebody typed it. */
export function id(value: unknown): string | undefined {
  return typeof value === 'string' && ID.test(value) ? value.toLowerCase() : undefined;
}

/** One of the known words. */
export function oneOf<T>(known: readonly T[], value: unknown): T | undefined {
  return known.find((one) => one === value);
}

/** Only what is set. */
export function present<T extends object>(search: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined)) as never;
}

export function readListSearch(search: Record<string, unknown>): ListSearch {
  const sort = typeof search.sort === 'string' ? search.sort : '';
  const field = oneOf(CUSTOMER_SORT_FIELDS, sort.replace(/^-/, ''));
  return present({
    q: text(search.q),
    status: oneOf(['active', 'blocked'] as const, search.status),
    customer_group_id: id(search.customer_group_id),
    recipient_group_id: id(search.recipient_group_id),
    credit: oneOf(['positive', 'zero', 'negative'] as const, search.credit),
    newsletter: oneOf([true, false], search.newsletter),
    postal_code: text(search.postal_code)?.slice(0, 20),
    sort: field && (sort as CustomerSort),
  });
}

export const CUSTOMER_TABS = ['stammdaten', 'teilnehmer', 'rechnungen', 'kommunikation'] as const;
export type CustomerTab = (typeof CUSTOMER_TABS)[number];

export interface CustomerSearch {
  reiter?: CustomerTab;
  /** The merged customer whose address led here. */
  von?: string;
  /** The message that is open. */
  nachricht?: string;
}

export function readCustomerSearch(search: Record<string, unknown>): CustomerSearch {
  return present({
    reiter: oneOf(CUSTOMER_TABS, search.reiter),
    von: id(search.von),
    nachricht: id(search.nachricht),
  });
}

export interface MergeSearch {
  /** The other customer. */
  mit?: string;
  /** Whose number stays: this customer's, or the other's. */
  bleibt?: 'anderer';
}

export function readMergeSearch(search: Record<string, unknown>): MergeSearch {
  return present({ mit: id(search.mit), bleibt: oneOf(['anderer'] as const, search.bleibt) });
}

export interface LoginSearch {
  /** Where to go afterwards: a path of ours, never another site. */
  ziel?: string;
}

export function readLoginSearch(search: Record<string, unknown>): LoginSearch {
  const { ziel } = search;
  return present({ ziel: typeof ziel === 'string' && /^\/(?![/\\])/.test(ziel) ? ziel : undefined });
}

/** What the audit trail is narrowed to. */
export interface AuditSearch {
  account_id?: string;
  customer_id?: string;
  action?: string;
}

export function readAuditSearch(search: Record<string, unknown>): AuditSearch {
  const action = text(search.action);
  return present({
    account_id: id(search.account_id),
    customer_id: id(search.customer_id),
    action: action && /^[a-z_.]{1,60}$/.test(action) ? action : undefined,
  });
}
