import type { QueryClient } from '@tanstack/react-query';
import { onSessionExpired } from '@/api/client';
import { keys } from '@/api/keys';
import { sessionQuery } from '@/api/session';
import { forgetDrafts } from '@/components/useDraft';
import { forgetSelection } from '@/pages/customers/list/selection/useSelection';

/** Which account this tab was last signed in with. */
const ACCOUNT = 'stammkunde-account';
const channel = new BroadcastChannel('stammkunde-session');

/** Keeps the knowledge of who is signed in true when a request or another tab finds otherwise. */
export function listenToOtherTabs(client: QueryClient): () => void {
  channel.onmessage = ({ data }) => {
    if (data === 'signed out') forgetBegun();
    void client.invalidateQueries({ queryKey: keys.session });
  };
  return onSessionExpired(() => client.setQueryData(sessionQuery.queryKey, null));
}

/** After a sign-in: everything shown is read again, in all tabs. */
export async function afterSignIn(client: QueryClient): Promise<void> {
  const session = await client.query({ ...sessionQuery, staleTime: 0 });
  const id = session?.account_id ?? '';
  if (sessionStorage.getItem(ACCOUNT) !== id) forgetBegun();
  sessionStorage.setItem(ACCOUNT, id);
  channel.postMessage('changed');
  void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== keys.session[0] });
}

/** What the account had begun in this tab. */
function forgetBegun(): void {
  forgetSelection();
  forgetDrafts();
}

/** After a sign-out: forgets all that was shown, and tells the other tabs. */
export function forgetSession(client: QueryClient): void {
  client.clear();
  forgetBegun();
  client.setQueryData(sessionQuery.queryKey, null);
  channel.postMessage('signed out');
}
