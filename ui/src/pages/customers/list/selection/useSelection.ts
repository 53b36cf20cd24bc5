import { useSyncExternalStore } from 'react';

const STORED = 'stammkunde-selected-customers';

function stored(): ReadonlySet<string> {
  try {
    return new Set(JSON.parse(sessionStorage.getItem(STORED) ?? '[]') as string[]);
  } catch {
    return new Set();
  }
}

let selected = stored();
const listeners = new Set<() => void>();

function change(edit: (chosen: Set<string>) => void): void {
  const after = new Set(selected);
  edit(after);
  selected = after;
  if (after.size === 0) sessionStorage.removeItem(STORED);
  else sessionStorage.setItem(STORED, JSON.stringify([...after]));
  listeners.forEach((listener) => listener());
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

const EDITS = {
  toggle: (id: string) =>
    change((chosen) => {
      if (!chosen.delete(id)) chosen.add(id);
    }),
  add: (ids: readonly string[]) => change((chosen) => ids.forEach((id) => chosen.add(id))),
  remove: (ids: readonly string[]) => change((chosen) => ids.forEach((id) => chosen.delete(id))),
  clear: () => change((chosen) => chosen.clear()),
};

export type Selection = typeof EDITS & { ids: ReadonlySet<string> };

/** Who is selected: by id, so that it outlives search, filters, reload and a look at a customer. Only in this tab. */
export function useSelection(): Selection {
  return { ids: useSyncExternalStore(subscribe, () => selected), ...EDITS };
}

/** Forgets the selection; whoever signs in next begins without one. */
export const forgetSelection = EDITS.clear;

/** These customers are no more. */
export const forgetSelected = EDITS.remove;
