import { useNavigate, useRouter } from '@tanstack/react-router';
import { useCallback } from 'react';

/**
 * Changes what the address says a list is narrowed to; `read` keeps what the page understands. A field tells what was
 * typed a moment later: whoever has followed a link by then is not called back.
 */
export function useNarrowing<T extends object>(
  path: string,
  read: (search: Record<string, unknown>) => T,
): (change: T) => void {
  const navigate = useNavigate();
  const router = useRouter();
  return useCallback(
    (change: T) => {
      if (router.latestLocation.pathname !== path) return;
      void navigate({
        to: path,
        search: ((now: object) => read({ ...now, ...(change as Record<string, unknown>) })) as never,
        replace: true,
        resetScroll: false,
      });
    },
    [navigate, router, path, read],
  );
}
