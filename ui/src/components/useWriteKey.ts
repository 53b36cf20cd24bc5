import { useMemo } from 'react';
import { idempotencyKey } from '@/api/client';

/** The idempotency key of a form: the same content once more is the same write, another content another one. */
export function useWriteKey() {
  return useMemo(() => {
    let key = '';
    let sent: string | null = null;
    return {
      of(content: unknown): string {
        const text = JSON.stringify(content);
        if (text !== sent) {
          key = idempotencyKey();
          sent = text;
        }
        return key;
      },
      /** After a success: the same content is a new write then. */
      spent(): void {
        sent = null;
      },
    };
  }, []);
}
