/** What the addresses of the pages carry after the `?`, read leniently: the unknown is left out. */

export const CUSTOMER_SORTS = ['name', '-name', 'number', '-number', 'created_at', '-created_at'] as const;
export type CustomerSort = (typeof CUSTOMER_SORTS)[number];

export interface ListSearch {
  q?: string;
  status?: 'active' | 'blocked';
  sort?: CustomerSort;
}

export function readListSearch(search: Record<string, unknown>): ListSearch {
  const q = typeof search.q === 'string' || typeof search.q === 'number' ? String(search.q) : '';
  const status = search.status === 'active' || search.status === 'blocked' ? search.status : undefined;
  const sort = CUSTOMER_SORTS.find((known) => known === search.sort);
  return { ...(q === '' ? {} : { q }), ...(status && { status }), ...(sort && { sort }) };
}

export const CUSTOMER_TABS = ['stammdaten', 'teilnehmer', 'rechnungen', 'kommunikation'] as const;
export type CustomerTab = (typeof CUSTOMER_TABS)[number];

export interface CustomerSearch {
  reiter?: CustomerTab;
  /** The merged customer whose address led here. */
  von?: string;
}

export function readCustomerSearch(search: Record<string, unknown>): CustomerSearch {
  const reiter = CUSTOMER_TABS.find((known) => known === search.reiter);
  const von = idIn(search.von);
  return { ...(reiter && { reiter }), ...(von && { von }) };
}

function idIn(value: unknown): string | undefined {
  return typeof value === 'string' && /^[\da-f-]{36}$/.test(value) ? value : undefined;
}

export interface MergeSearch {
  /** The other customer. */
  mit?: string;
  /** Whose number stays: this customer's, or the other's. */
  bleibt?: 'anderer';
}

export function readMergeSearch(search: Record<string, unknown>): MergeSearch {
  const mit = idIn(search.mit);
  return { ...(mit && { mit }), ...(search.bleibt === 'anderer' && { bleibt: 'anderer' as const }) };
}

export interface LoginSearch {
  /** Where to go afterwards: a path of ours, never another site. */
  ziel?: string;
}

export function readLoginSearch(search: Record<string, unknown>): LoginSearch {
  const ziel = search.ziel;
  return typeof ziel === 'string' && /^\/(?![/\\])/.test(ziel) ? { ziel } : {};
}
