import type { QueryClient } from '@tanstack/react-query';
import { onSessionExpired } from '@/api/client';
import { keys } from '@/api/keys';
import { sessionQuery } from '@/api/session';
import { forgetDrafts } from '@/components/useDraft';
import { forgetSelection } from '@/pages/customers/list/selection/useSelection';

const channel = new BroadcastChannel('stammkunde-session');

/** Keeps the knowledge of who is signed in true when a request or another tab finds otherwise. */
export function listenToOtherTabs(client: QueryClient): () => void {
  channel.onmessage = () => void client.invalidateQueries({ queryKey: keys.session });
  return onSessionExpired(() => client.setQueryData(sessionQuery.queryKey, null));
}

/** After a sign-in: everything shown is read again, in all tabs. */
export async function afterSignIn(client: QueryClient): Promise<void> {
  await client.query({ ...sessionQuery, staleTime: 0 });
  channel.postMessage('changed');
  void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== keys.session[0] });
}

/** After a sign-out: forgets all that was shown, and tells the other tabs. */
export function forgetSession(client: QueryClient): void {
  client.clear();
  forgetSelection();
  forgetDrafts();
  client.setQueryData(sessionQuery.queryKey, null);
  channel.postMessage('changed');
}
