import { Button, Group, Paper, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { IconNote, IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { participantsQuery } from '@/api/participants';
import type { Participant } from '@/api/types';
import { EmptyState } from '@/components/EmptyState';
import { Fetched } from '@/components/Fetched';
import { Panel } from '@/components/Panel';
import { useFormat } from '@/i18n/useFormat';
import { Notes } from '@/pages/customers/customer/notes/Notes';
import { AddParticipantDialog } from '@/pages/customers/customer/participants/AddParticipantDialog';

/** Who takes part in courses, and the notes on them. */
export function ParticipantsTab({ customerId }: { customerId: string }) {
  const { t } = useTranslation();
  const [adding, dialog] = useDisclosure();
  const query = useQuery(participantsQuery(customerId));
  const add = (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={dialog.open}>
      {t('participants.add')}
    </Button>
  );
  return (
    <Panel title={t('participants.title')} actions={query.data?.length ? add : undefined}>
      <Fetched query={query}>
        {(participants) =>
          participants.length === 0 ? (
            <EmptyState title={t('participants.none')} text={t('participants.noneText')} action={add} />
          ) : (
            <Stack
              component="ul"
              gap="sm"
              p={0}
              m={0}
              style={{ listStyle: 'none' }}
              aria-label={t('participants.title')}
            >
              {participants.map((participant) => (
                <ParticipantItem key={participant.id} participant={participant} />
              ))}
            </Stack>
          )
        }
      </Fetched>
      <AddParticipantDialog customerId={customerId} opened={adding} onClose={dialog.close} />
    </Panel>
  );
}

function ParticipantItem({ participant }: { participant: Participant }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [opened, notes] = useDisclosure();
  const count = participant.notes.length;
  const name = `${participant.first_name} ${participant.last_name}`;
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
      </Group>
      {opened && (
        <div style={{ marginTop: '1rem' }}>
          <Notes subject={{ participant: participant.id }} />
        </div>
      )}
    </Paper>
  );
}
