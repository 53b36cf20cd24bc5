import { Table } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { groupsQuery, type GroupKind } from '@/api/groups';
import type { Broadcast } from '@/api/types';
import { Panel } from '@/components/Panel';
import { useColleague } from '@/components/useColleague';
import { useFormat } from '@/i18n/useFormat';
import { everyoneOf } from '@/pages/communication/broadcasts/broadcastWords';

/** What it was, for whom, and when. */
export function Facts({ broadcast }: { broadcast: Broadcast }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { audience, kind, channel, status, created_at, started_at, finished_at, attachments } = broadcast;
  const customerGroups = useNames('customer', audience.customer_group_ids);
  const recipientGroups = useNames('recipient', audience.recipient_group_ids);
  const author = useColleague(broadcast.created_by);
  const editor = useColleague(broadcast.changed_by);
  const counted = (count: number) => (count > 0 ? format.number(count) : '');
  const moment = (at: string | null) => (at === null ? '' : format.dateTime(at));
  const ended =
    status === 'failed' || status === 'cancelled'
      ? t(`broadcasts.ended.${status}`)
      : t('broadcasts.finishedAt');
  const facts = [
    [t('broadcasts.kind'), `${t(`broadcasts.kinds.${kind as 'notice'}`)}, ${t(`channel.${channel}`)}`],
    [t('broadcasts.audience'), audience.everyone ? t(everyoneOf({ kind, channel })) : ''],
    [t('groups.customer.title'), customerGroups],
    [t('groups.recipient.title'), recipientGroups],
    [t('broadcasts.courseDates'), counted(audience.course_date_ids.length)],
    [t('broadcasts.customers'), counted(audience.customers_total)],
    [
      t('compose.attachments'),
      attachments.map(({ name, size }) => `${name} (${format.fileSize(size)})`).join(', '),
    ],
    [t('broadcasts.createdAt'), moment(created_at)],
    [t('broadcasts.createdBy'), author],
    [t('broadcasts.changedAt'), moment(broadcast.changed_at)],
    [t('broadcasts.changedBy'), editor],
    [t('broadcasts.startedAt'), moment(started_at)],
    [ended, moment(finished_at)],
  ] as const;
  return (
    <Panel title={t('broadcasts.facts')}>
      <Table aria-label={t('broadcasts.facts')} verticalSpacing={6} horizontalSpacing="xs">
        <Table.Tbody>
          {facts
            .filter(([, value]) => value !== '')
            .map(([name, value]) => (
              <Table.Tr key={name}>
                <Table.Th scope="row" w="40%" pl={0} style={{ whiteSpace: 'normal' }}>
                  {name}
                </Table.Th>
                <Table.Td pr={0} style={{ overflowWrap: 'anywhere' }}>
                  {value}
                </Table.Td>
              </Table.Tr>
            ))}
        </Table.Tbody>
      </Table>
    </Panel>
  );
}

function useNames(kind: GroupKind, ids: readonly string[]): string {
  const { t } = useTranslation();
  const { data: groups } = useQuery({ ...groupsQuery(kind), enabled: ids.length > 0 });
  const nameOf = (id: string) => groups?.find((group) => group.id === id)?.name;
  return ids.map((id) => nameOf(id) ?? (groups ? t('person.unknownGroup') : '…')).join(', ');
}
