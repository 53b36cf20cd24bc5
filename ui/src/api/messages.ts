import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { body, messagingApi } from '@/api/client';
import { contentBody, type Channel, type WrittenContent } from '@/api/content';
import { keys } from '@/api/keys';

/** What was written to a customer, newest first. */
export function messagesQuery(customerId: string) {
  return infiniteQueryOptions({
    queryKey: keys.messages(customerId),
    queryFn: ({ pageParam, signal }) =>
      body(
        messagingApi.GET('/api/messages', {
          params: { query: { customer_id: customerId, ...(pageParam ? { cursor: pageParam } : {}) } },
          signal,
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
}

/** One message with its text, attempts and delivery events. */
export function messageQuery(id: string) {
  return queryOptions({
    queryKey: keys.message(id),
    queryFn: ({ signal }) =>
      body(messagingApi.GET('/api/messages/{message_id}', { params: { path: { message_id: id } }, signal })),
  });
}

/** The service takes so many customers at once. */
export const RECIPIENTS_PER_POST = 200;

export interface NewMessage extends WrittenContent {
  customerIds: readonly string[];
  channel: Channel;
  /** Empty for at once. */
  sendAt: string | undefined;
  /** Blocked customers are written to only when the clerk said so after the notice. */
  confirmBlocked: boolean;
}

/** Hands a message over for sending: for all of its at most `RECIPIENTS_PER_POST` customers, or for none. */
export async function writeMessage(message: NewMessage, key: string): Promise<void> {
  await messagingApi.POST('/api/messages', {
    headers: { 'Idempotency-Key': key },
    body: {
      customer_ids: [...message.customerIds],
      channel: message.channel,
      ...contentBody(message),
      send_at: message.sendAt,
      confirm_blocked: message.confirmBlocked,
    },
  });
}
