import { queryOptions } from '@tanstack/react-query';
import { body, customersApi } from '@/api/client';
import { keys } from '@/api/keys';

/** Where I am signed in. */
export const ownSessionsQuery = queryOptions({
  queryKey: keys.ownSessions,
  queryFn: async ({ signal }) => (await body(customersApi.GET('/api/auth/sessions', { signal }))).items,
  staleTime: 0,
});

export async function endSession(sessionId: string): Promise<void> {
  await customersApi.DELETE('/api/auth/sessions/{session_id}', { params: { path: { session_id: sessionId } } });
}

/** Ends all my sessions but this one. */
export async function endOtherSessions(): Promise<void> {
  await customersApi.DELETE('/api/auth/sessions');
}

/** Asks for a link by mail; taken for every address, so that nobody learns which ones have an account. */
export async function requestPasswordReset(email: string): Promise<void> {
  await customersApi.POST('/api/auth/password-reset', { body: { email } });
}

/** Sets the password by a link of a mail: 410 when it was used or is too old, 422 when the password is too weak. */
export async function setPassword(token: string, password: string): Promise<void> {
  await customersApi.POST('/api/auth/password', { body: { token, password } });
}
