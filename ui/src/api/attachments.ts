import { messagingApi, sessionExpired } from '@/api/client';
import { ApiProblem, problemOf } from '@/api/problem';
import type { Attachment } from '@/api/types';
import { i18n } from '@/i18n';

/**
 * Uploads a file and tells how far it is, from 0 to 1. By XMLHttpRequest: `fetch` tells nothing of what was sent.
 * Refused with an `ApiProblem` like every request; an aborted upload is refused as unreachable.
 */
export function uploadAttachment(
  file: File,
  onProgress: (share: number) => void,
  signal: AbortSignal,
): Promise<Attachment> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', '/api/attachments');
    request.setRequestHeader('Accept-Language', i18n.language);
    request.upload.onprogress = ({ lengthComputable, loaded, total }) => {
      if (lengthComputable) onProgress(loaded / total);
    };
    request.onload = () => {
      const headers = { 'Content-Type': request.getResponseHeader('Content-Type') ?? '' };
      const answer = new Response(request.responseText, { status: request.status, headers });
      if (request.status === 401) sessionExpired();
      void (answer.ok ? answer.json().then(resolve, reject) : problemOf(answer).then(reject));
    };
    const lost = () => reject(new ApiProblem(0, { type: 'urn:stammkunde:problem:unreachable' }));
    request.onerror = lost;
    request.onabort = lost;
    signal.addEventListener('abort', () => request.abort());
    const form = new FormData();
    form.append('file', file);
    request.send(form);
  });
}

/** Takes an upload back before it is used. */
export async function removeAttachment(id: string): Promise<void> {
  await messagingApi.DELETE('/api/attachments/{attachment_id}', { params: { path: { attachment_id: id } } });
}
