/**
 * The names of everything that is fetched. A key is `[entity, ids, …rest]`: a change event touches a query when
 * its kind belongs to the entity and no id that both name differs (see `live/change.ts`). An id may be a list: what
 * was fetched is about each of them.
 */
export const keys = {
  session: ['session', {}] as const,
  customers: (query: object) => ['customer', {}, 'list', query] as const,
  customer: (id: string) => ['customer', { customer_id: id }] as const,
  duplicates: (id: string) => ['customer', { customer_id: id }, 'duplicates'] as const,
  merges: (id: string) => ['customer', { customer_id: id }, 'merges'] as const,
  mergePreview: (source: string, survivor: string) =>
    ['customer', { customer_id: [source, survivor] }, 'merge'] as const,
  firstHits: (q: string) => ['customer', {}, 'first hits', q] as const,
  portalAccount: (id: string) => ['portal-account', { customer_id: id }] as const,
  withoutLogin: (ids: readonly string[]) =>
    ['portal-account', { customer_id: ids }, 'without login'] as const,
  participants: (customerId: string) => ['participant', { customer_id: customerId }] as const,
  customerNotes: (customerId: string) => ['note', { customer_id: customerId }] as const,
  participantNotes: (participantId: string) => ['note', { participant_id: participantId }] as const,
  erasure: (customerId: string) => ['erasure', { customer_id: customerId }] as const,
  invoices: (customerId: string) => ['invoice', { customer_id: customerId }] as const,
  allMessages: (query: object) => ['message', {}, 'list', query] as const,
  messages: (customerId: string) => ['message', { customer_id: customerId }] as const,
  message: (id: string) => ['message', { message_id: id }] as const,
  broadcasts: ['broadcast', {}] as const,
  broadcast: (id: string) => ['broadcast', { broadcast_id: id }] as const,
  /** An entity of its own: what somebody writes upon does not change under their hands. */
  writtenBroadcast: (id: string) => ['written broadcast', { broadcast_id: id }] as const,
  /** Who an audience reaches: changed by customers, their blocks and their addresses. */
  audience: (audience: object) => ['audience', {}, audience] as const,
  courseDates: (q: string) => ['course-date', {}, q] as const,
  templates: ['template', {}] as const,
  template: (id: string) => ['template', { template_id: id }] as const,
  placeholders: (language: string) => ['placeholder', {}, language] as const,
  preview: (asked: object) => ['preview', {}, asked] as const,
  suppressions: (query: object) => ['suppression', {}, query] as const,
  suppressionsOf: (customerId: string) => ['suppression', { customer_id: customerId }] as const,
  /** An entity of its own: nobody is signed in who could be told of changes. */
  newsletterLink: (token: string) => ['newsletter-link', {}, token] as const,
  import: (id: string) => ['import', { import_id: id }] as const,
  importRows: (id: string, outcome: string) => ['import', { import_id: id }, 'rows', outcome] as const,
  selection: (query: object) => ['customer', {}, 'ids', query] as const,
  /** An entity of its own: what is being typed is asked about anew by typing, not by what others save. */
  resembling: (customer: object) => ['resembling', {}, customer] as const,
  groups: (kind: 'customer' | 'recipient') => [`${kind}-group`, {}] as const,
  groupSizes: (kind: 'customer' | 'recipient') => ['group-size', {}, kind] as const,
  accounts: ['account', {}] as const,
  allAccounts: ['account', {}, 'all'] as const,
  accountName: (id: string) => ['account', { account_id: id }, 'name'] as const,
  accountSessions: (accountId: string) => ['account', { account_id: accountId }, 'sessions'] as const,
  ownSessions: ['own-session', {}] as const,
  audit: (query: object) => ['audit', {}, query] as const,
  operations: (service: string) => ['operations', {}, service] as const,
};
