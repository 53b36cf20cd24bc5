import { Alert, Anchor, Badge, List, Stack, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { erasureQuery } from '@/api/customers';
import { isGone } from '@/api/problem';
import type { Erasure } from '@/api/types';
import { EmptyState } from '@/components/EmptyState';
import { Fetched } from '@/components/Fetched';
import { FollowNotice } from '@/components/FollowNotice';
import { PageHeader } from '@/components/PageHeader';
import { Panel } from '@/components/Panel';
import { ScrollTable } from '@/components/ScrollTable';
import { usePageTitle } from '@/components/usePageTitle';
import { useFormat } from '@/i18n/useFormat';
import { InvoicesTab } from '@/pages/customers/customer/InvoicesTab';

const PURGE_COLORS = { pending: 'blue', purged: 'green', overdue: 'red' };

/** The erasure certificate: which service has purged what, what stays and why; live until it is complete. */
export default function ErasurePage() {
  const { t } = useTranslation();
  const { customerId } = useParams({ from: '/staff/loeschungen/$customerId' });
  const query = useQuery(erasureQuery(customerId));
  usePageTitle(t('erasure.title'));
  const since = query.data?.status === 'pending' ? Date.parse(query.data.deleted_at) : null;
  return (
    <>
      <PageHeader
        above={
          <Anchor component={Link} to="/kunden" size="sm">
            {t('customers.title')}
          </Anchor>
        }
        title={t('erasure.title')}
        below={customerId}
        actions={<FollowNotice since={since} />}
      />
      {isGone(query.error) ? (
        <EmptyState title={t('erasure.none')} text={t('erasure.noneText')} />
      ) : (
        <Fetched query={query}>
          {(erasure) => (
            <Stack gap="lg">
              <Certificate erasure={erasure} />
              <InvoicesTab customerId={customerId} />
            </Stack>
          )}
        </Fetched>
      )}
    </>
  );
}

function Certificate({ erasure }: { erasure: Erasure }) {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const done = erasure.status !== 'pending';
  const late = Object.entries(erasure.services)
    .filter(([, { status }]) => status === 'overdue')
    .map(([name]) => t(`service.${name}` as 'service.customers'));
  const word = (group: 'dataKind' | 'keptWhat', name: string) =>
    i18n.exists(`${group}.${name}`) ? t(`${group}.${name}` as 'dataKind.messages') : name;
  const counted = (counts: Record<string, number>) =>
    Object.entries(counts)
      .filter(([, count]) => count > 0)
      .map(([kind, count]) => `${word('dataKind', kind)}: ${format.number(count)}`)
      .join(', ');
  return (
    <>
      <Alert
        color={done ? 'green' : 'blue'}
        role="status"
        icon={done ? <IconCircleCheck aria-hidden /> : undefined}
        title={t(`erasure.status.${erasure.status}`)}
      >
        {t(`erasure.statusText.${erasure.status}`)}
      </Alert>
      {late.length > 0 && (
        <Alert color="red" role="alert" icon={<IconAlertTriangle aria-hidden />} title={t('erasure.overdue')}>
          {t('erasure.overdueText', { services: late.join(', ') })}
        </Alert>
      )}
      <Panel title={t('erasure.services')} flush>
        <ScrollTable label={t('erasure.services')} minWidth={520}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t('erasure.where')}</Table.Th>
              <Table.Th scope="col">{t('erasure.state')}</Table.Th>
              <Table.Th scope="col">{t('erasure.what')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {Object.entries(erasure.services).map(([name, { status, counts }]) => (
              <Table.Tr key={name}>
                <Table.Td>{t(`service.${name}` as 'service.customers')}</Table.Td>
                <Table.Td>
                  <Badge color={PURGE_COLORS[status]}>{t(`purgeStatus.${status}`)}</Badge>
                </Table.Td>
                <Table.Td>{counted(counts) || (status === 'purged' ? t('erasure.nothing') : '–')}</Table.Td>
              </Table.Tr>
            ))}
            <Table.Tr>
              <Table.Td>{t('erasure.kafka')}</Table.Td>
              <Table.Td>
                <Badge color={erasure.kafka.status === 'verified' ? 'green' : 'blue'}>
                  {t(`kafkaStatus.${erasure.kafka.status}`)}
                </Badge>
              </Table.Td>
              <Table.Td>
                {erasure.kafka.status === 'verified'
                  ? t('erasure.kafkaDone')
                  : t('erasure.kafkaBy', { at: format.dateTime(erasure.kafka.by) })}
              </Table.Td>
            </Table.Tr>
          </Table.Tbody>
        </ScrollTable>
      </Panel>
      <Panel title={t('erasure.kept')}>
        {erasure.kept.length === 0 ? (
          <Text>{done ? t('erasure.keptNothing') : t('erasure.keptUnknown')}</Text>
        ) : (
          <List>
            {erasure.kept.map(({ what, why, until, count }) => (
              <List.Item key={`${what} ${until}`}>
                {count === null
                  ? t('erasure.keptLine', { what: word('keptWhat', what), why, until: format.day(until) })
                  : t('erasure.keptSome', {
                      what: word('keptWhat', what),
                      why,
                      until: format.day(until),
                      count,
                    })}
              </List.Item>
            ))}
          </List>
        )}
      </Panel>
    </>
  );
}
