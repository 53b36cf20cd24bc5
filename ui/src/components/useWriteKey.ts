import { useMemo } from 'react';
import { idempotencyKey } from '@/api/client';
import { DRAFTS } from '@/components/useDraft';

interface Kept {
  key: string;
  sent: string | null;
}

const NEVER_SENT: Kept = { key: '', sent: null };

function stored(place: string | undefined): Kept {
  try {
    const kept = place === undefined ? null : sessionStorage.getItem(place);
    return kept === null ? NEVER_SENT : (JSON.parse(kept) as Kept);
  } catch {
    return NEVER_SENT;
  }
}

/**
 * The idempotency key of a form: the same content once more is the same write, another content another one. With the
 * name of a draft it is kept beside the draft, so that who reloads while it is being sent does not send it twice.
 */
export function useWriteKey(draftName?: string) {
  return useMemo(() => {
    const place = draftName && `${DRAFTS}${draftName}-key`;
    let last = stored(place);
    return {
      /** Something was sent before a reload, and nobody knows whether it was taken. */
      unanswered: last.sent !== null,
      of(content: unknown): string {
        const text = JSON.stringify(content);
        if (text !== last.sent) {
          last = { key: idempotencyKey(), sent: text };
          if (place) sessionStorage.setItem(place, JSON.stringify(last));
        }
        return last.key;
      },
      /** It was taken, refused or thrown away: the same content is a new write then. */
      spent(): void {
        last = NEVER_SENT;
        if (place) sessionStorage.removeItem(place);
      },
    };
  }, [draftName]);
}
