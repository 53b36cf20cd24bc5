import { useEffect, useRef, type RefObject } from 'react';

interface Stored {
  place: string;
  offset: number;
}

function stored(list: string): Stored | null {
  try {
    return JSON.parse(sessionStorage.getItem(list) ?? 'null') as Stored | null;
  } catch {
    return null;
  }
}

export interface More {
  hasNextPage: boolean;
  /** A page or all of them anew: the next one would stop that, and leave the others old. */
  isFetching: boolean;
  fetchNextPage: () => unknown;
}

/**
 * Scrolls back to where the user was when the same list is shown again (back, reload), loading as many pages as
 * that takes, and to the top when another one is. `list` is the name it is remembered under.
 */
export function useKeptPlace(
  viewport: RefObject<HTMLElement | null>,
  list: string,
  place: string,
  height: number,
  more: More,
): void {
  const wanted = useRef<number | null>(null);
  const shown = useRef<string | null>(null);

  useEffect(() => {
    const element = viewport.current;
    if (element === null) return;
    if (shown.current !== place) {
      const before = stored(list);
      wanted.current = before?.place === place ? before.offset : null;
      if (shown.current !== null) element.scrollTop = 0;
      shown.current = place;
    }
    if (wanted.current === null) return;
    const reached = height >= wanted.current + element.clientHeight;
    if (reached || !more.hasNextPage) {
      element.scrollTop = wanted.current;
      wanted.current = null;
    } else if (!more.isFetching) {
      more.fetchNextPage();
    }
  });

  useEffect(() => {
    const element = viewport.current;
    const keep = () => {
      if (wanted.current !== null || element === null) return;
      sessionStorage.setItem(list, JSON.stringify({ place, offset: element.scrollTop } satisfies Stored));
    };
    element?.addEventListener('scroll', keep, { passive: true });
    return () => element?.removeEventListener('scroll', keep);
  }, [viewport, list, place]);
}
