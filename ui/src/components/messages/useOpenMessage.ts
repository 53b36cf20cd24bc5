import { useNavigate, useRouter } from '@tanstack/react-router';
import { useCallback, useRef } from 'react';

interface OpenMessage {
  open: (id: string) => void;
  close: () => void;
}

declare module '@tanstack/react-router' {
  interface HistoryState {
    /** The message was opened from the page that stands before this entry. */
    openedHere?: boolean;
  }
}

/**
 * Opens a message over the page, in the address of the page, so that it can be passed on and reloaded. Back closes it
 * and stays on the page; closing it leaves nothing in the history to go back to.
 */
export function useOpenMessage(): OpenMessage {
  const navigate = useNavigate();
  const router = useRouter();
  const open = useCallback(
    (id: string) =>
      void navigate({
        to: '.',
        search: ((now: object) => ({ ...now, nachricht: id })) as never,
        state: (now) => ({ ...now, openedHere: true }),
        resetScroll: false,
      }),
    [navigate],
  );
  const goingBack = useRef(false);
  const close = useCallback(() => {
    // Going back takes a moment, in which a second click would lead one page further.
    if (goingBack.current) return;
    if (router.latestLocation.state.openedHere) {
      goingBack.current = true;
      const unsubscribe = router.history.subscribe(() => {
        goingBack.current = false;
        unsubscribe();
      });
      router.history.back();
    } else {
      void navigate({
        to: '.',
        search: (({ nachricht: _, ...others }: { nachricht?: string }) => others) as never,
        replace: true,
        resetScroll: false,
      });
    }
  }, [navigate, router]);
  return { open, close };
}
