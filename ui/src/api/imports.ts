import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { body, importerApi } from '@/api/client';
import { keys } from '@/api/keys';
import type { Import } from '@/api/types';

export const TEMPLATE_URL = '/api/imports/template.csv';

export function reportUrl(id: string): string {
  return `/api/imports/${id}/report.csv`;
}

/** True while the importer works on it by itself. */
export function isWorking(job: Import): boolean {
  return job.status === 'reading' || job.status === 'running';
}

export function importQuery(id: string) {
  return queryOptions({
    queryKey: keys.import(id),
    queryFn: ({ signal }) =>
      body(importerApi.GET('/api/imports/{job_id}', { params: { path: { job_id: id } }, signal })),
    // The stream tells of progress at once; this is the net below it.
    refetchInterval: ({ state }) => (state.data && isWorking(state.data) ? 2000 : false),
  });
}

export function importRowsQuery(id: string, outcome: 'rejected' | 'duplicate' | 'failed') {
  return infiniteQueryOptions({
    queryKey: keys.importRows(id, outcome),
    queryFn: ({ pageParam, signal }) =>
      body(
        importerApi.GET('/api/imports/{job_id}/rows', {
          params: { path: { job_id: id }, query: { outcome, ...(pageParam ? { cursor: pageParam } : {}) } },
          signal,
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
}

/** Uploads a file; it is read and checked in the background and nothing is created yet. */
export function uploadImport(file: File, key: string): Promise<Import> {
  const form = new FormData();
  form.append('file', file);
  return body(
    importerApi.POST('/api/imports', {
      headers: { 'Idempotency-Key': key },
      body: { file: file.name },
      bodySerializer: () => form,
    }),
  );
}

export function startImport(id: string): Promise<Import> {
  return body(importerApi.POST('/api/imports/{job_id}/start', { params: { path: { job_id: id } } }));
}

export function cancelImport(id: string): Promise<Import> {
  return body(importerApi.POST('/api/imports/{job_id}/cancel', { params: { path: { job_id: id } } }));
}
