import { useMutation, useQueryClient } from '@tanstack/react-query';
import { createBroadcast } from '@/api/broadcasts';
import type { Channel, WrittenContent } from '@/api/content';
import { keys } from '@/api/keys';
import { writeMessage } from '@/api/messages';
import { ApiProblem } from '@/api/problem';
import type { Broadcast, TakenMessage } from '@/api/types';
import { useWriteKey } from '@/components/useWriteKey';

export interface Outgoing extends WrittenContent {
  customerIds: readonly string[];
  channel: Channel;
  /** Empty for at once. */
  sendAt: string | undefined;
  /** Heeded where it goes to one customer alone (M4). */
  confirmBlocked: boolean;
}

/** What was taken: a message to one customer, or a broadcast that the service plans by itself. */
export type Taken = { message: TakenMessage } | { broadcast: Broadcast };

interface Options {
  /** Forgets the draft. `began` is when the request set off. */
  onTaken: (taken: Taken, began: number) => void;
  onError: (error: unknown) => void;
}

/**
 * Hands what was written over in one request, to however many. What was taken before a reload or a lost answer is
 * recognised by its key, which is kept with the draft.
 */
export function useSending(draftName: string, { onTaken, onError }: Options) {
  const client = useQueryClient();
  const key = useWriteKey(draftName);
  const send = useMutation({
    mutationFn: async (outgoing: Outgoing): Promise<Taken> => {
      const { customerIds, confirmBlocked, ...written } = outgoing;
      const once = key.of(outgoing);
      const [customerId] = customerIds;
      if (customerIds.length === 1 && customerId) {
        return { message: await writeMessage({ ...written, customerId, confirmBlocked }, once) };
      }
      const audience = { customer_ids: [...customerIds] };
      return { broadcast: await createBroadcast({ ...written, audience, kind: 'notice' }, once) };
    },
    onMutate: () => ({ began: Date.now() }),
    onSuccess: (taken, _, { began }) => {
      // The draft goes in the same moment as its key: a draft alone would be sent again, under a new key.
      key.spent();
      if ('broadcast' in taken) client.setQueryData(keys.broadcast(taken.broadcast.id), taken.broadcast);
      onTaken(taken, began);
      void client.invalidateQueries({ queryKey: ['message'] });
    },
    onError: (error) => {
      // Refused for good, so nothing was taken. Without an answer nobody knows.
      if (error instanceof ApiProblem && error.status >= 400 && error.status < 500) key.spent();
      onError(error);
    },
  });
  const named = send.error instanceof ApiProblem ? send.error.document.customer_ids : undefined;
  return { send, key, gone: Array.isArray(named) ? (named as string[]) : [] };
}
