import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { body, ifMatch, messagingApi } from '@/api/client';
import { isMoving, type LeftOutReason } from '@/api/broadcastCounts';
import { contentBody, type Channel, type WrittenContent } from '@/api/content';
import { keys } from '@/api/keys';
import { allPages, MOST_PER_PAGE } from '@/api/pages';
import type { Audience, Broadcast, DryRun } from '@/api/types';

export type BroadcastKind = 'notice' | 'newsletter';

export interface NewBroadcast extends WrittenContent {
  audience: Audience;
  kind: BroadcastKind;
  channel: Channel;
  /** Empty for at once. */
  sendAt: string | undefined;
}

const PAGE_EVERY_MS = 2000;
const LIST_EVERY_MS = 5000;
const AT_REST_EVERY_MS = 30_000;

/** All broadcasts, newest first. */
export const broadcastsQuery = infiniteQueryOptions({
  queryKey: keys.broadcasts,
  queryFn: ({ pageParam, signal }) =>
    body(
      messagingApi.GET('/api/broadcasts', {
        params: { query: pageParam ? { cursor: pageParam } : {} },
        signal,
      }),
    ),
  initialPageParam: '',
  getNextPageParam: (page) => page.next_cursor ?? undefined,
  refetchInterval: ({ state }) =>
    state.data?.pages.some(({ items }) => items.some(isMoving)) ? LIST_EVERY_MS : false,
});

export function broadcastQuery(id: string) {
  return queryOptions({
    queryKey: keys.broadcast(id),
    queryFn: ({ signal }) =>
      body(
        messagingApi.GET('/api/broadcasts/{broadcast_id}', {
          params: { path: { broadcast_id: id } },
          signal,
        }),
      ),
    // The stream tells of progress; reports of single messages arrive later and one by one.
    refetchInterval: ({ state }) => (state.data && isMoving(state.data) ? PAGE_EVERY_MS : AT_REST_EVERY_MS),
  });
}

/**
 * How many an audience reaches, and who is left out and why; with the text also for whom its placeholders are empty.
 * Nothing is sent.
 */
export function dryRunQuery(
  audience: Audience,
  kind: BroadcastKind,
  channel: Channel,
  text?: Pick<WrittenContent, 'subject' | 'body' | 'html'>,
) {
  const asked = { audience, kind, channel, ...text };
  return queryOptions({
    queryKey: keys.audience(asked),
    queryFn: ({ signal }): Promise<DryRun> =>
      body(
        messagingApi.POST('/api/broadcasts', {
          params: { query: { dry_run: true } },
          body: asked,
          signal,
        }),
      ) as Promise<DryRun>,
    staleTime: 0,
  });
}

export function createBroadcast({ sendAt, audience, kind, channel, ...content }: NewBroadcast, key: string) {
  return body(
    messagingApi.POST('/api/broadcasts', {
      headers: { 'Idempotency-Key': key },
      body: { audience, kind, channel, ...contentBody(content), send_at: sendAt },
    }),
  ) as Promise<Broadcast>;
}

/** What is to be different in one that waits for its time; `sendAt: null` sends it at once. */
export type BroadcastChanges = Partial<Omit<NewBroadcast, 'sendAt'> & { sendAt: string | null }>;

/**
 * Changes the given parts; refused with 412 and the current state when `version` is not the newest, and with 409 once
 * it does not wait any more.
 */
export function changeBroadcast({ id, version }: Broadcast, changes: BroadcastChanges): Promise<Broadcast> {
  const { attachments, sendAt, ...said } = changes;
  return body(
    messagingApi.PATCH('/api/broadcasts/{broadcast_id}', {
      params: { path: { broadcast_id: id } },
      headers: ifMatch(version),
      body: { ...said, attachment_ids: attachments?.map((file) => file.id), send_at: sendAt },
    }),
  );
}

/** The broadcast with all customers who were picked for it; an answer names the first of many only. */
export async function withAllPicked(broadcast: Broadcast): Promise<Broadcast> {
  const { id, audience } = broadcast;
  if (audience.customers_total <= audience.customer_ids.length) return broadcast;
  const picked = await allPages((cursor) =>
    body(
      messagingApi.GET('/api/broadcasts/{broadcast_id}/customers', {
        params: { path: { broadcast_id: id }, query: { limit: MOST_PER_PAGE, cursor } },
      }),
    ),
  );
  return { ...broadcast, audience: { ...audience, customer_ids: picked.map((one) => one.customer_id) } };
}

/** What it is when somebody begins to write upon it; it may change while they do. */
export function writtenBroadcastQuery(id: string) {
  return queryOptions({
    queryKey: keys.writtenBroadcast(id),
    queryFn: async ({ signal }) =>
      withAllPicked(
        await body(
          messagingApi.GET('/api/broadcasts/{broadcast_id}', {
            params: { path: { broadcast_id: id } },
            signal,
          }),
        ),
      ),
    staleTime: Infinity,
    gcTime: 0,
  });
}

/** Whatever was not handed over yet never leaves. */
export function cancelBroadcast(id: string): Promise<Broadcast> {
  return body(
    messagingApi.POST('/api/broadcasts/{broadcast_id}/cancel', { params: { path: { broadcast_id: id } } }),
  );
}

/** What was planned for later leaves now. */
export function sendBroadcastNow(id: string): Promise<Broadcast> {
  return body(
    messagingApi.POST('/api/broadcasts/{broadcast_id}/send-now', { params: { path: { broadcast_id: id } } }),
  );
}

/** Who got nothing for that reason when it was planned; the first of them, and how many there still are. */
export function leftOutQuery(id: string, reason: LeftOutReason) {
  return queryOptions({
    queryKey: [...keys.broadcast(id), 'left-out', reason],
    queryFn: ({ signal }) =>
      body(
        messagingApi.GET('/api/broadcasts/{broadcast_id}/left-out', {
          params: { path: { broadcast_id: id }, query: { reason, limit: MOST_PER_PAGE } },
          signal,
        }),
      ),
  });
}

/** What was given up is planned on; whoever has their message gets no second one. */
export function resumeBroadcast(id: string): Promise<Broadcast> {
  return body(
    messagingApi.POST('/api/broadcasts/{broadcast_id}/resume', { params: { path: { broadcast_id: id } } }),
  );
}

/** The course dates to choose from. */
export function courseDatesQuery(q: string) {
  return queryOptions({
    queryKey: keys.courseDates(q),
    queryFn: async ({ signal }) =>
      (
        await body(
          messagingApi.GET('/api/messaging/course-dates', { params: { query: q === '' ? {} : { q } }, signal }),
        )
      ).items,
  });
}
