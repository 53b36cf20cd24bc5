import { infiniteQueryOptions } from '@tanstack/react-query';
import { body, customersApi, ifMatch } from '@/api/client';
import { keys } from '@/api/keys';
import type { Note } from '@/api/types';

/** What a note is written on. */
export type NoteSubject = { customer: string } | { participant: string };

export function notesKey(subject: NoteSubject) {
  return 'customer' in subject ? keys.customerNotes(subject.customer) : keys.participantNotes(subject.participant);
}

/** The notes on a customer or participant, newest first. */
export function notesQuery(subject: NoteSubject) {
  return infiniteQueryOptions({
    queryKey: notesKey(subject),
    queryFn: ({ pageParam, signal }) => {
      const query = pageParam ? { cursor: pageParam } : {};
      return body<{ items: Note[]; next_cursor?: string | null }>(
        'customer' in subject
          ? customersApi.GET('/api/customers/{customer_id}/notes', {
              params: { path: { customer_id: subject.customer }, query },
              signal,
            })
          : customersApi.GET('/api/participants/{participant_id}/notes', {
              params: { path: { participant_id: subject.participant }, query },
              signal,
            }),
      );
    },
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
}

export function addNote(subject: NoteSubject, text: string, key: string): Promise<Note> {
  const headers = { 'Idempotency-Key': key };
  return body<Note>(
    'customer' in subject
      ? customersApi.POST('/api/customers/{customer_id}/notes', {
          params: { path: { customer_id: subject.customer } },
          headers,
          body: { text },
        })
      : customersApi.POST('/api/participants/{participant_id}/notes', {
          params: { path: { participant_id: subject.participant } },
          headers,
          body: { text },
        }),
  );
}

export function changeNote(note: Note, text: string): Promise<Note> {
  return body(
    customersApi.PATCH('/api/notes/{note_id}', {
      params: { path: { note_id: note.id } },
      headers: ifMatch(note.version),
      body: { text },
    }),
  );
}

export async function deleteNote(note: Note): Promise<void> {
  await customersApi.DELETE('/api/notes/{note_id}', {
    params: { path: { note_id: note.id } },
    headers: ifMatch(note.version),
  });
}
