import { ActionIcon, Button, Group, Paper, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { IconEdit, IconNote, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { keys } from '@/api/keys';
import { removeParticipant } from '@/api/participants';
import type { Participant } from '@/api/types';
import { ConfirmDialog } from '@/components/ConfirmDialog';
import { toastDone } from '@/components/toasts';
import { useFormat } from '@/i18n/useFormat';
import { Notes } from '@/pages/customers/customer/notes/Notes';
import { fullName } from '@/pages/customers/names';

interface Props {
  participant: Participant;
  onEdit: () => void;
}

/** One participant: to change, to remove, and with the notes on them. */
export function ParticipantItem({ participant, onEdit }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const [opened, notes] = useDisclosure();
  const [removing, dialog] = useDisclosure();
  const count = participant.notes.length;
  const name = fullName(participant);
  return (
    <Paper component="li" withBorder p="md">
      <Group justify="space-between">
        <div>
          <Text fw={600}>{name}</Text>
          <Text size="sm" c="dimmed">
            {participant.birth_date
              ? t('participants.born', { day: format.day(participant.birth_date) })
              : t('participants.noBirthDate')}
          </Text>
        </div>
        <Group gap="xs" wrap="nowrap">
          <Button
            variant="default"
            size="xs"
            leftSection={<IconNote size={16} aria-hidden />}
            aria-expanded={opened}
            aria-label={
              count > 0 ? t('participants.notesOf', { count, name }) : t('participants.addNoteTo', { name })
            }
            onClick={notes.toggle}
          >
            {count > 0 ? t('participants.notes', { count }) : t('participants.addNote')}
          </Button>
          <ActionIcon
            variant="subtle"
            color="gray.8"
            aria-label={t('participants.editOf', { name })}
            onClick={onEdit}
          >
            <IconEdit size={16} aria-hidden />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            color="gray.8"
            aria-label={t('participants.removeOf', { name })}
            onClick={dialog.open}
          >
            <IconTrash size={16} aria-hidden />
          </ActionIcon>
        </Group>
      </Group>
      {opened && (
        <div style={{ marginTop: '1rem' }}>
          <Notes subject={{ participant: participant.id }} focused />
        </div>
      )}
      <RemoveDialog participant={participant} name={name} opened={removing} onClose={dialog.close} />
    </Paper>
  );
}

interface RemoveProps {
  participant: Participant;
  name: string;
  opened: boolean;
  onClose: () => void;
}

function RemoveDialog({ participant, name, opened, onClose }: RemoveProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: () => removeParticipant(participant),
    onSuccess: async () => {
      toastDone(t('participants.removed', { name }));
      onClose();
      await client.invalidateQueries({ queryKey: keys.participants(participant.customer_id) });
      await client.invalidateQueries({ queryKey: keys.customer(participant.customer_id) });
    },
  });
  return (
    <ConfirmDialog
      opened={opened}
      onClose={onClose}
      title={t('participants.removeTitle', { name })}
      confirm={t('participants.remove')}
      danger
      action={remove}
      onConfirm={() => remove.mutate()}
    >
      <Text>{t('participants.removeText')}</Text>
    </ConfirmDialog>
  );
}
