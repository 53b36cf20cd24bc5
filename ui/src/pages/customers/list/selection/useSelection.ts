import { useCallback, useState } from 'react';

const STORED = 'stammkunde-selected-customers';

function stored(): ReadonlySet<string> {
  try {
    return new Set(JSON.parse(sessionStorage.getItem(STORED) ?? '[]') as string[]);
  } catch {
    return new Set();
  }
}

export interface Selection {
  ids: ReadonlySet<string>;
  toggle: (id: string) => void;
  add: (ids: readonly string[]) => void;
  remove: (ids: readonly string[]) => void;
  clear: () => void;
}

/** Who is selected: by id, so that it outlives search, filters, reload and a look at a customer. Only in this tab. */
export function useSelection(): Selection {
  const [ids, setIds] = useState(stored);
  const change = useCallback((edit: (chosen: Set<string>) => void) => {
    setIds((before) => {
      const after = new Set(before);
      edit(after);
      sessionStorage.setItem(STORED, JSON.stringify([...after]));
      return after;
    });
  }, []);
  return {
    ids,
    toggle: useCallback(
      (id) =>
        change((chosen) => {
          if (!chosen.delete(id)) chosen.add(id);
        }),
      [change],
    ),
    add: useCallback((added) => change((chosen) => added.forEach((id) => chosen.add(id))), [change]),
    remove: useCallback((gone) => change((chosen) => gone.forEach((id) => chosen.delete(id))), [change]),
    clear: useCallback(() => change((chosen) => chosen.clear()), [change]),
  };
}

/** Forgets the selection; whoever signs in next begins without one. */
export function forgetSelection(): void {
  sessionStorage.removeItem(STORED);
}
