import { queryOptions } from '@tanstack/react-query';
import { body, messagingApi } from '@/api/client';
import { keys } from '@/api/keys';
import type { Attachment, Audience, Preview } from '@/api/types';

export type Channel = 'email' | 'portal';

/** What was written, to whomever it goes. */
export interface WrittenContent {
  subject: string;
  /** The plain text; with formatting, the same without it. */
  body: string;
  /** The formatted text; `null` when it is plain. */
  html: string | null;
  attachments: readonly Attachment[];
}

/** The content by the names of the API. */
export function contentBody({ attachments, ...content }: WrittenContent) {
  return { ...textBody(content), attachment_ids: attachments.map(({ id }) => id) };
}

function textBody({ subject, body: text, html }: Omit<WrittenContent, 'attachments'>) {
  return { subject: subject.trim(), body: text, html: html ?? undefined };
}

/** What can stand for a recipient's own data in a text, described in the language of the page. */
export function placeholdersQuery(language: string) {
  return queryOptions({
    queryKey: keys.placeholders(language),
    queryFn: async ({ signal }) => (await body(messagingApi.GET('/api/placeholders', { signal }))).items,
    staleTime: Infinity,
  });
}

/** Through whose eyes a preview looks: a customer's, those of the n-th of an audience, or of somebody made up. */
export interface Reader {
  customer_id?: string;
  audience?: Audience;
  kind?: 'notice' | 'newsletter';
  channel?: Channel;
  position?: number;
}

/** The text as one of its recipients reads it, placeholders filled in and formatting made safe. */
export function previewQuery(reader: Reader, content: Omit<WrittenContent, 'attachments'>) {
  const asked = { ...reader, ...textBody(content) };
  return queryOptions({
    queryKey: keys.preview(asked),
    queryFn: ({ signal }): Promise<Preview> =>
      body(messagingApi.POST('/api/previews', { body: asked, signal })),
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });
}

/** Hands a mail to the relay at once, to any address; it stands in no history. */
export async function sendTestMail(to: string, content: WrittenContent, kind: Reader['kind']): Promise<void> {
  await messagingApi.POST('/api/test-mails', { body: { to, ...contentBody(content), kind } });
}
