import { queryOptions } from '@tanstack/react-query';
import { body, messagingApi } from '@/api/client';
import { keys } from '@/api/keys';
import type { NewsletterLink } from '@/api/types';

/** What a link of a newsletter mail is for and whether it still holds; looking changes nothing (M5). */
export function newsletterLinkQuery(token: string) {
  return queryOptions({
    queryKey: keys.newsletterLink(token),
    queryFn: ({ signal }) =>
      body(messagingApi.GET('/api/public/newsletter/{token}', { params: { path: { token } }, signal })),
    enabled: token !== '',
  });
}

/** Subscribes or unsubscribes, whichever the link is for. */
export function followNewsletterLink(token: string): Promise<NewsletterLink> {
  return body(messagingApi.POST('/api/public/newsletter/{token}', { params: { path: { token } } }));
}
