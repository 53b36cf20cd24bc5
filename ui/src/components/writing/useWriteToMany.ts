import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { RECIPIENTS_PER_POST, writeMessage, type NewMessage } from '@/api/messages';
import { ApiProblem } from '@/api/problem';
import { useWriteKey } from '@/components/useWriteKey';

interface Options {
  onSent: (count: number, began: number) => void;
  onError: (error: unknown) => void;
}

/**
 * Hands a message over part by part. After a failure it goes on where it stopped: who has it already gets it once, and
 * a part whose answer was lost is recognised by its key. A changed text goes to those who are left.
 */
export function useWriteToMany({ onSent, onError }: Options) {
  const client = useQueryClient();
  const handed = useRef(new Set<string>());
  const key = useWriteKey();
  const [handedOver, setHandedOver] = useState(0);

  const send = useMutation({
    mutationFn: async (message: NewMessage) => {
      const left = message.customerIds.filter((id) => !handed.current.has(id));
      for (let from = 0; from < left.length; from += RECIPIENTS_PER_POST) {
        const part = { ...message, customerIds: left.slice(from, from + RECIPIENTS_PER_POST) };
        await writeMessage(part, key.of(part));
        part.customerIds.forEach((id) => handed.current.add(id));
        setHandedOver(handed.current.size);
      }
      return handed.current.size;
    },
    onMutate: () => ({ began: Date.now() }),
    onSuccess: async (count, _, { began }) => {
      await client.invalidateQueries({ queryKey: ['message'] });
      onSent(count, began);
    },
    onError,
  });
  const named = send.error instanceof ApiProblem ? send.error.document.customer_ids : undefined;
  return { send, handedOver, gone: Array.isArray(named) ? (named as string[]) : [] };
}
