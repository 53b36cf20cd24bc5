import { ActionIcon, Alert, Group, Paper, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { IconEdit, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { changeNote, deleteNote } from '@/api/notes';
import { newerState } from '@/api/problem';
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
  // The note as it was when its editor opened: what somebody else saves meanwhile arrives as a conflict.
  const [seen, setSeen] = useState<Note | null>(null);
  const [asking, ask] = useDisclosure();
  const refresh = () => client.invalidateQueries({ queryKey: listKey });
  const change = useMutation({
    mutationFn: ({ before, text }: { before: Note; text: string }) => changeNote(before, text),
    onSuccess: refresh,
    onError: (error) => {
      const newer = newerState(error) as Note | undefined;
      if (newer) setSeen(newer);
      void refresh();
    },
  });
  const newer = newerState(change.error) as Note | undefined;
  const begin = () => {
    change.reset();
    setSeen(note);
  };
  const remove = useMutation({ mutationFn: () => deleteNote(note), onSuccess: refresh });
  const changed = note.version > 1;

  return (
    <Paper component="li" withBorder p="sm" bg="#fbfcfc">
      {seen ? (
        <>
          {newer && (
            <Alert color="orange" role="alert" title={t('notes.conflict')} mb="xs">
              {t('notes.conflictText')}
              <Text mt="xs" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
                {newer.text}
              </Text>
            </Alert>
          )}
          <NoteEditor
            label={t('notes.change')}
            submit={t('actions.save')}
            initial={seen.text}
            pending={change.isPending}
            error={newer ? null : change.error}
            onSubmit={(text) => change.mutate({ before: seen, text }, { onSuccess: () => setSeen(null) })}
            onCancel={() => setSeen(null)}
            focused
          />
        </>
      ) : (
        <>
          <Text style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{note.text}</Text>
          <Group justify="space-between" mt={6} wrap="nowrap">
            <Text size="xs" c="dimmed">
              {note.author}, {format.dateTime(note.created_at)}
              {changed && ` · ${t('notes.changedAt', { at: format.dateTime(note.updated_at) })}`}
            </Text>
            <Group gap={4} wrap="nowrap">
              <ActionIcon variant="subtle" color="gray.8" aria-label={t('notes.edit')} onClick={begin}>
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
