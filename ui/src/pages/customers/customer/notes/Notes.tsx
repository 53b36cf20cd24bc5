import { Stack, Text } from '@mantine/core';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { addNote, notesQuery, type NoteSubject } from '@/api/notes';
import { Fetched } from '@/components/Fetched';
import { MoreButton } from '@/components/MoreButton';
import { useWriteKey } from '@/components/useWriteKey';
import { NoteEditor } from '@/pages/customers/customer/notes/NoteEditor';
import { NoteItem } from '@/pages/customers/customer/notes/NoteItem';

interface Props {
  subject: NoteSubject;
  /** They were opened by a click. */
  focused?: boolean;
}

/** The internal notes on a customer or participant: staff only, never sent. */
export function Notes({ subject, focused }: Props) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const key = useWriteKey();
  const options = notesQuery(subject);
  const query = useInfiniteQuery(options);
  const written = useMemo(() => query.data?.pages.flatMap((page) => page.items), [query.data]);
  const add = useMutation({
    mutationFn: (text: string) => addNote(subject, text, key.of(text)),
    onSuccess: async () => {
      key.spent();
      await client.invalidateQueries({ queryKey: options.queryKey });
    },
  });

  return (
    <Stack>
      <NoteEditor
        label={t('notes.new')}
        placeholder={t('notes.hint')}
        submit={t('notes.add')}
        pending={add.isPending}
        error={add.error}
        focused={focused}
        onSubmit={(text, saved) => add.mutate(text, { onSuccess: saved })}
      />
      <Fetched query={{ ...query, data: written }}>
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
      <MoreButton query={query} />
    </Stack>
  );
}
