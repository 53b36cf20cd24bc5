import { queryOptions } from '@tanstack/react-query';
import { body, ifMatch, messagingApi } from '@/api/client';
import { keys } from '@/api/keys';
import { allPages, MOST_PER_PAGE } from '@/api/pages';
import type { Template } from '@/api/types';

/** What a template says, by the names of the API. */
export interface TemplateText {
  name: string;
  language: 'de' | 'en';
  subject: string;
  body: string;
  html: string | null;
}

/** All templates; there are at most a few hundred. */
export const templatesQuery = queryOptions({
  queryKey: keys.templates,
  queryFn: ({ signal }) =>
    allPages((cursor) =>
      body(
        messagingApi.GET('/api/templates', { params: { query: { limit: MOST_PER_PAGE, cursor } }, signal }),
      ),
    ),
});

export function createTemplate(text: TemplateText, key: string): Promise<Template> {
  return body(messagingApi.POST('/api/templates', { headers: { 'Idempotency-Key': key }, body: text }));
}

/** Changes the given fields; refused with 412 and the current state when `version` is not the newest. */
export function changeTemplate(
  { id, version }: Template,
  changes: Partial<TemplateText>,
): Promise<Template> {
  return body(
    messagingApi.PATCH('/api/templates/{template_id}', {
      params: { path: { template_id: id } },
      headers: ifMatch(version),
      body: changes,
    }),
  );
}

export async function deleteTemplate({ id, version }: Template): Promise<void> {
  await messagingApi.DELETE('/api/templates/{template_id}', {
    params: { path: { template_id: id } },
    headers: ifMatch(version),
  });
}
