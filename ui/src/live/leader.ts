const LOCK = 'stammkunde-live';
const LEASE_MS = 6000;
const RENEW_MS = 2000;

/**
 * Calls `lead` when this tab becomes the one that acts for all tabs of the browser, and aborts the signal it was
 * given when it no longer is. A closed or crashed leader is followed by another tab. Returns how to step down.
 */
export function electLeader(lead: (signal: AbortSignal) => void): () => void {
  const retired = new AbortController();
  // Web Locks exist only in secure contexts; plain http on another host than localhost is none.
  if ('locks' in navigator) leadByLock(lead, retired.signal);
  else leadByLease(lead, retired.signal);
  return () => retired.abort();
}

function leadByLock(lead: (signal: AbortSignal) => void, retired: AbortSignal): void {
  const untilRetired = new Promise<void>((resolve) => retired.addEventListener('abort', () => resolve()));
  const held = navigator.locks.request(LOCK, { signal: retired }, () => {
    lead(retired);
    return untilRetired;
  });
  held.catch((error: unknown) => {
    if (!retired.aborted) throw error;
  });
}

/** A lease in localStorage that the leader renews. For a moment two tabs may lead; changes are then told twice. */
function leadByLease(lead: (signal: AbortSignal) => void, retired: AbortSignal): void {
  const own = String(crypto.getRandomValues(new Uint32Array(1))[0]);
  let leading: AbortController | null = null;

  const beat = () => {
    const [holder, until] = (localStorage.getItem(LOCK) ?? '').split(' ');
    if (holder !== own && Number(until) > Date.now()) {
      leading?.abort();
      leading = null;
      return;
    }
    localStorage.setItem(LOCK, `${own} ${Date.now() + LEASE_MS}`);
    if (leading === null) {
      leading = new AbortController();
      lead(leading.signal);
    }
  };

  const timer = setInterval(beat, RENEW_MS);
  retired.addEventListener('abort', () => {
    clearInterval(timer);
    if (leading !== null) localStorage.removeItem(LOCK);
    leading?.abort();
  });
  beat();
}
