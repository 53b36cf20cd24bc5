import { Badge, Button, Group, Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { AccountSession } from '@/api/types';
import { ScrollTable } from '@/components/ScrollTable';
import { useFormat } from '@/i18n/useFormat';

interface Props {
  sessions: readonly AccountSession[];
  /** Left out, sessions cannot be ended one by one. */
  onEnd?: (session: AccountSession) => void;
  ending?: string | undefined;
}

/** Where somebody is signed in: which browser, since when, and when it was last used. */
export function SessionTable({ sessions, onEnd, ending }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <ScrollTable label={t('sessions.table')} minWidth={520}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{t('sessions.client')}</Table.Th>
          <Table.Th scope="col">{t('sessions.since')}</Table.Th>
          <Table.Th scope="col">{t('sessions.lastSeen')}</Table.Th>
          {onEnd && <Table.Th scope="col">{t('groups.actions')}</Table.Th>}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {sessions.map((session) => (
          <Table.Tr key={session.id}>
            <Table.Td>
              <Group gap="xs">
                <Text size="sm">{session.client || t('sessions.unknownClient')}</Text>
                {session.current && <Badge color="green">{t('sessions.current')}</Badge>}
              </Group>
            </Table.Td>
            <Table.Td>{format.dateTime(session.created_at)}</Table.Td>
            <Table.Td>{format.dateTime(session.last_seen_at)}</Table.Td>
            {onEnd && (
              <Table.Td>
                {!session.current && (
                  <Button
                    size="compact-sm"
                    variant="default"
                    loading={ending === session.id}
                    onClick={() => onEnd(session)}
                  >
                    {t('sessions.end')}
                  </Button>
                )}
              </Table.Td>
            )}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </ScrollTable>
  );
}
