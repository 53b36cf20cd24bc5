import { List, SimpleGrid, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { MergePreview } from '@/api/types';
import { Panel } from '@/components/Panel';
import { useFormat } from '@/i18n/useFormat';
import { fullName } from '@/pages/customers/names';

const COUNTED = ['notes', 'groups', 'open_invoices', 'bookings', 'messages'] as const;

/** What moves to the one who stays: participants, with the same child found twice, and the rest in numbers. */
export function Moves({ preview }: { preview: MergePreview }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { moves, participants, survivor } = preview;
  const stays = new Map(survivor.participants.map((one) => [one.id, fullName(one)]));
  return (
    <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
      <Panel title={t('participants.title')}>
        {participants.length === 0 ? (
          <Text size="sm">{t('merge.noParticipants')}</Text>
        ) : (
          <Stack
            component="ul"
            gap="sm"
            p={0}
            m={0}
            style={{ listStyle: 'none' }}
            aria-label={t('participants.title')}
          >
            {participants.map((one) => (
              <li key={one.id}>
                <Text fw={600}>{fullName(one)}</Text>
                <Text size="sm" c="dimmed">
                  {one.birth_date
                    ? t('participants.born', { day: format.day(one.birth_date) })
                    : t('participants.noBirthDate')}
                </Text>
                <Text size="sm">
                  {one.same_as
                    ? t('merge.sameParticipant', { name: stays.get(one.same_as) ?? '' })
                    : t('merge.participantMoves')}
                </Text>
              </li>
            ))}
          </Stack>
        )}
      </Panel>
      <Panel title={t('merge.moves')}>
        <List spacing={4}>
          {COUNTED.map((kind) => {
            const count = moves[kind];
            return count === null ? null : (
              <List.Item key={kind}>
                {t(`mergeMoves.${kind}`)}: {format.number(count)}
              </List.Item>
            );
          })}
          <List.Item>
            {t('person.credit')}: {format.money(moves.credit_cents)}
          </List.Item>
          {moves.messages === null && <List.Item>{t('mergeMoves.allMessages')}</List.Item>}
        </List>
      </Panel>
    </SimpleGrid>
  );
}
