import { Button, Group, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconPlus, IconUser } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { participantsQuery } from '@/api/participants';
import type { Customer } from '@/api/types';
import { EmptyState } from '@/components/EmptyState';
import { Fetched } from '@/components/Fetched';
import { Panel } from '@/components/Panel';
import {
  ParticipantDialog,
  type ParticipantEntry,
} from '@/pages/customers/customer/participants/ParticipantDialog';
import { ParticipantItem } from '@/pages/customers/customer/participants/ParticipantItem';
import { fullName } from '@/pages/customers/names';

/** Who takes part in courses, and the notes on them; asks for the first one as long as there is none. */
export function ParticipantsTab({ customer }: { customer: Customer }) {
  const { t } = useTranslation();
  const [entry, setEntry] = useState<ParticipantEntry | null>(null);
  const query = useQuery(participantsQuery(customer.id));
  const add = (
    <Button
      leftSection={<IconPlus size={16} aria-hidden />}
      onClick={() => setEntry({ kind: 'new', first_name: '', last_name: customer.last_name ?? '' })}
    >
      {t('participants.add')}
    </Button>
  );
  const { first_name, last_name } = customer;
  const themselves = !customer.is_company && first_name && last_name && (
    <Button
      variant="default"
      leftSection={<IconUser size={16} aria-hidden />}
      onClick={() => setEntry({ kind: 'new', first_name, last_name })}
    >
      {t('participants.themselves', { name: fullName({ first_name, last_name }) })}
    </Button>
  );
  return (
    <Panel title={t('participants.title')} actions={query.data?.length ? add : undefined}>
      <Fetched query={query}>
        {(participants) =>
          participants.length === 0 ? (
            <EmptyState
              title={t('participants.none')}
              text={t('participants.noneText')}
              action={
                <Group mt="sm" justify="center">
                  {add}
                  {themselves}
                </Group>
              }
            />
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
                <ParticipantItem
                  key={participant.id}
                  participant={participant}
                  onEdit={() => setEntry({ kind: 'edit', participant })}
                />
              ))}
            </Stack>
          )
        }
      </Fetched>
      <ParticipantDialog customerId={customer.id} entry={entry} onClose={() => setEntry(null)} />
    </Panel>
  );
}
