import { Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { idempotencyKey } from '@/api/client';
import { addNote, notesQuery, type NoteSubject } from '@/api/notes';
import { Fetched } from '@/components/Fetched';
import { NoteEditor } from '@/pages/customers/customer/notes/NoteEditor';
import { NoteItem } from '@/pages/customers/customer/notes/NoteItem';

/** The internal notes on a customer or participant: staff only, never sent. */
export function Notes({ subject }: { subject: NoteSubject }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const key = useRef(idempotencyKey());
  const options = notesQuery(subject);
  const query = useQuery(options);
  const add = useMutation({
    mutationFn: (text: string) => addNote(subject, text, key.current),
    onSuccess: async (note) => {
      key.current = idempotencyKey();
      client.setQueryData(options.queryKey, (notes) => [
        note,
        ...(notes ?? []).filter(({ id }) => id !== note.id),
      ]);
      await client.invalidateQueries({ queryKey: options.queryKey });
    },
    // Another text is another note.
    onError: () => (key.current = idempotencyKey()),
  });

  return (
    <Stack>
      <NoteEditor
        label={t('notes.new')}
        placeholder={t('notes.hint')}
        submit={t('notes.add')}
        pending={add.isPending}
        error={add.error}
        onSubmit={(text, saved) => add.mutate(text, { onSuccess: saved })}
      />
      <Fetched query={query}>
        {(notes) =>
          notes.length === 0 ? (
            <Text c="dimmed" size="sm">
              {t('notes.none')}
            </Text>
          ) : (
            <Stack
              component="ul"
              gap="sm"
              p={0}
              m={0}
              style={{ listStyle: 'none' }}
              aria-label={t('notes.title')}
            >
              {notes.map((note) => (
                <NoteItem key={note.id} note={note} listKey={options.queryKey} />
              ))}
            </Stack>
          )
        }
      </Fetched>
    </Stack>
  );
}
