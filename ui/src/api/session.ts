import { queryOptions } from '@tanstack/react-query';
import { body, customersApi } from '@/api/client';
import { keys } from '@/api/keys';
import { ApiProblem } from '@/api/problem';
import type { Session } from '@/api/types';

async function currentSession(signal: AbortSignal): Promise<Session | null> {
  try {
    return await body(customersApi.GET('/api/auth/session', { signal }));
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 401) return null;
    throw error;
  }
}

/** Who is signed in; `null` for nobody. */
export const sessionQuery = queryOptions({
  queryKey: keys.session,
  queryFn: ({ signal }) => currentSession(signal),
  staleTime: Infinity,
});

/** Signs in by cookie; refused with 401 when e-mail or password is wrong. */
export async function signIn(credentials: { email: string; password: string }): Promise<void> {
  await customersApi.POST('/api/auth/login', { body: credentials });
}

/** Ends the session at the server. */
export async function signOut(): Promise<void> {
  await customersApi.POST('/api/auth/logout');
}
