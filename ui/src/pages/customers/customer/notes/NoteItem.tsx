import { ActionIcon, Group, Paper, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { IconEdit, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { changeNote, deleteNote } from '@/api/notes';
import type { Note } from '@/api/types';
import { ConfirmDialog } from '@/components/ConfirmDialog';
import { useFormat } from '@/i18n/useFormat';
import { NoteEditor } from '@/pages/customers/customer/notes/NoteEditor';

interface Props {
  note: Note;
  listKey: readonly unknown[];
}

/** A note with its author and time; edited in place, deleted after a question. */
export function NoteItem({ note, listKey }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const client = useQueryClient();
  const [editing, edit] = useDisclosure();
  const [asking, ask] = useDisclosure();
  const refresh = () => client.invalidateQueries({ queryKey: listKey });
  const change = useMutation({ mutationFn: (text: string) => changeNote(note, text), onSuccess: refresh });
  const remove = useMutation({ mutationFn: () => deleteNote(note), onSuccess: refresh });
  const changed = note.version > 1;

  return (
    <Paper component="li" withBorder p="sm" bg="#fbfcfc">
      {editing ? (
        <NoteEditor
          label={t('notes.change')}
          submit={t('actions.save')}
          initial={note.text}
          pending={change.isPending}
          error={change.error}
          onSubmit={(text) => change.mutate(text, { onSuccess: edit.close })}
          onCancel={edit.close}
          focused
        />
      ) : (
        <>
          <Text style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{note.text}</Text>
          <Group justify="space-between" mt={6} wrap="nowrap">
            <Text size="xs" c="dimmed">
              {note.author}, {format.dateTime(note.created_at)}
              {changed && ` · ${t('notes.changedAt', { at: format.dateTime(note.updated_at) })}`}
            </Text>
            <Group gap={4} wrap="nowrap">
              <ActionIcon variant="subtle" color="gray.8" aria-label={t('notes.edit')} onClick={edit.open}>
                <IconEdit size={16} aria-hidden />
              </ActionIcon>
              <ActionIcon variant="subtle" color="gray.8" aria-label={t('notes.delete')} onClick={ask.open}>
                <IconTrash size={16} aria-hidden />
              </ActionIcon>
            </Group>
          </Group>
        </>
      )}
      <ConfirmDialog
        opened={asking}
        onClose={ask.close}
        title={t('notes.deleteTitle')}
        confirm={t('actions.delete')}
        danger
        action={remove}
        onConfirm={() => remove.mutate()}
      >
        <Text>{t('notes.deleteText')}</Text>
      </ConfirmDialog>
    </Paper>
  );
}
