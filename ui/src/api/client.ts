import createClient, { type Middleware } from 'openapi-fetch';
import type { paths as BillingPaths } from '@/api/generated/billing';
import type { paths as CustomersPaths } from '@/api/generated/customers';
import type { paths as ImporterPaths } from '@/api/generated/importer';
import type { paths as MessagingPaths } from '@/api/generated/messaging';
import { ApiProblem, problemOf } from '@/api/problem';
import { i18n } from '@/i18n';

/** The services behind the gateway, by the name their paths carry. */
export const SERVICES = ['customers', 'billing', 'messaging', 'importer'] as const;
export type ServiceName = (typeof SERVICES)[number];

type Listener = () => void;
const expiryListeners = new Set<Listener>();

/** Calls `listener` whenever a request was refused because nobody is signed in any more. */
export function onSessionExpired(listener: Listener): () => void {
  expiryListeners.add(listener);
  return () => expiryListeners.delete(listener);
}

/** Tells the listeners of `onSessionExpired`; for what does not go through the clients (streams). */
export function sessionExpired(): void {
  expiryListeners.forEach((listener) => listener());
}

const edge: Middleware = {
  onRequest({ request }) {
    request.headers.set('Accept-Language', i18n.language);
    return request;
  },
  async onResponse({ response, schemaPath }) {
    if (response.ok) return;
    if (response.status === 401 && !schemaPath.startsWith('/api/auth/')) sessionExpired();
    throw await problemOf(response);
  },
  onError({ error }) {
    if (error instanceof DOMException && error.name === 'AbortError') return error;
    return new ApiProblem(0, { type: 'urn:stammkunde:problem:unreachable' });
  },
};

function client<Paths extends object>() {
  const made = createClient<Paths>({ baseUrl: window.location.origin, credentials: 'same-origin' });
  made.use(edge);
  return made;
}

/** One typed client per service. Every refusal is thrown as `ApiProblem`. */
export const customersApi = client<CustomersPaths>();
export const billingApi = client<BillingPaths>();
export const messagingApi = client<MessagingPaths>();
export const importerApi = client<ImporterPaths>();

/** The body of an answer; refusals were thrown before. */
export async function body<T>(answer: Promise<{ data?: T }>): Promise<NonNullable<T>> {
  const { data } = await answer;
  if (data === undefined || data === null) throw new ApiProblem(0, {});
  return data;
}

/** The precondition header for changing the version that the user saw. */
export function ifMatch(version: number): { 'If-Match': string } {
  return { 'If-Match': `"${version}"` };
}

/** A fresh key, to be kept for all tries of one intended write; works without a secure context too. */
export function idempotencyKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
