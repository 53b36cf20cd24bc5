import { useCallback, useEffect, useState } from 'react';

/** What drafts are kept under. */
export const DRAFTS = 'stammkunde-draft-';

function stored(key: string): object | null {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? 'null') as object | null;
  } catch {
    return null;
  }
}

export interface Draft<T> {
  /** What to begin with: what was kept, else nothing entered. */
  initial: T;
  /** True when something was kept. */
  restored: boolean;
  keep: (values: T) => void;
  forget: () => void;
}

/**
 * What is being written outlives a reload and a look at another page: in this tab alone, and until it is sent, thrown
 * away or the account signs out. It is read once, when the form begins.
 */
export function useDraft<T extends object>(name: string, empty: T): Draft<T> {
  const key = DRAFTS + name;
  const [kept] = useState(() => stored(key));
  const [nothing] = useState(() => JSON.stringify(empty));
  const forget = useCallback(() => sessionStorage.removeItem(key), [key]);
  const keep = useCallback(
    (values: T) => {
      const text = JSON.stringify(values);
      if (text === nothing) sessionStorage.removeItem(key);
      else sessionStorage.setItem(key, text);
    },
    [key, nothing],
  );
  return { initial: { ...empty, ...kept }, restored: kept !== null, keep, forget };
}

/** Keeps the values whenever they change, until the form is `finished`. */
export function useKeeping<T>({ keep }: Draft<T>, values: T, finished: boolean): void {
  useEffect(() => {
    if (!finished) keep(values);
  }, [keep, values, finished]);
}

/** Forgets all drafts; whoever signs in next begins without one. */
export function forgetDrafts(): void {
  Object.keys(sessionStorage)
    .filter((key) => key.startsWith(DRAFTS))
    .forEach((key) => sessionStorage.removeItem(key));
}
