import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { body, messagingApi } from '@/api/client';
import { contentBody, type Channel, type WrittenContent } from '@/api/content';
import { keys } from '@/api/keys';
import { ApiProblem } from '@/api/problem';
import type {
  BounceReason,
  MessageDetail,
  MessageKind,
  MessageStatus,
  SuppressedReason,
  TakenMessage,
} from '@/api/types';

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

/** What the list of all messages is narrowed to (M3), by the names of the API. */
export interface MessageListQuery {
  q?: string;
  status?: MessageStatus;
  reason?: BounceReason | SuppressedReason;
  kind?: MessageKind;
  channel?: 'email' | 'portal';
  broadcast_id?: string;
  /** Days, both included. */
  from?: string;
  to?: string;
}

const PAGE_SIZE = 100;

/** All messages that match, newest first; the hits of the former query stay until the new ones are here. */
export function allMessagesQuery(query: MessageListQuery) {
  return infiniteQueryOptions({
    queryKey: keys.allMessages(query),
    queryFn: ({ pageParam, signal }) =>
      body(
        messagingApi.GET('/api/messages', {
          params: { query: { ...query, limit: PAGE_SIZE, cursor: pageParam || undefined } },
          signal,
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
  });
}

/** Stops a message that is not handed over yet; refused with 409 when it is too late. */
export function cancelMessage(id: string): Promise<MessageDetail> {
  return body(
    messagingApi.POST('/api/messages/{message_id}/cancel', { params: { path: { message_id: id } } }),
  );
}

/** What somebody found out about an uncertain message; refused with 409 when a report was faster. */
export function resolveMessage(id: string, outcome: 'sent' | 'not_sent'): Promise<MessageDetail> {
  return body(
    messagingApi.POST('/api/messages/{message_id}/resolve', {
      params: { path: { message_id: id } },
      body: { outcome },
    }),
  );
}

/** Where an attachment of a message is downloaded from. */
export function attachmentUrl(messageId: string, attachmentId: string): string {
  return `/api/messages/${messageId}/attachments/${attachmentId}`;
}

/** One message with its text, attempts and delivery events. */
export function messageQuery(id: string) {
  return queryOptions({
    queryKey: keys.message(id),
    queryFn: ({ signal }) =>
      body(messagingApi.GET('/api/messages/{message_id}', { params: { path: { message_id: id } }, signal })),
  });
}

export interface NewMessage extends WrittenContent {
  customerId: string;
  channel: Channel;
  /** Empty for at once. */
  sendAt: string | undefined;
  /** A blocked customer is written to only when the clerk said so after the notice. */
  confirmBlocked: boolean;
}

/** Hands a message to one customer over for sending; answers where it stands: a suppressed one never leaves. */
export async function writeMessage(message: NewMessage, key: string): Promise<TakenMessage> {
  const { items } = await body(
    messagingApi.POST('/api/messages', {
      headers: { 'Idempotency-Key': key },
      body: {
        customer_ids: [message.customerId],
        channel: message.channel,
        ...contentBody(message),
        send_at: message.sendAt,
        confirm_blocked: message.confirmBlocked,
      },
    }),
  );
  const [taken] = items;
  if (!taken) throw new ApiProblem(0, {});
  return taken;
}
