import { Accordion, Alert, Anchor, Progress, SimpleGrid, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { countOf, isMoving, type Counted, type LeftOutReason } from '@/api/broadcastCounts';
import { leftOutQuery } from '@/api/broadcasts';
import type { Broadcast } from '@/api/types';
import { Fetched } from '@/components/Fetched';
import { statusOf } from '@/components/messages/messageWords';
import { Panel } from '@/components/Panel';
import { useFormat } from '@/i18n/useFormat';
import { NamedCustomers } from '@/pages/communication/broadcasts/NamedCustomers';
import { COUNTED, percentDone, reasonsOf } from '@/pages/communication/broadcasts/broadcastWords';

/** The progress, where its messages stand, and who was left out. Each figure leads to the messages behind it. */
export function Delivery({ broadcast }: { broadcast: Broadcast }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { id, status, recipients, recipients_deleted, excluded_by_reason } = broadcast;
  const moving = isMoving(broadcast);
  const percent = percentDone(broadcast);
  const reasons = reasonsOf(excluded_by_reason);
  if (status === 'scheduled') {
    return (
      <Alert color="yellow" title={t('broadcasts.scheduledTitle')} role="status">
        {t('broadcasts.scheduledText', { at: format.dateTime(broadcast.send_at ?? broadcast.created_at) })}
      </Alert>
    );
  }
  return (
    <Panel title={t('broadcasts.delivery')}>
      <Stack>
        <Text role="status">
          {t(`broadcasts.progress.${moving ? 'running' : status}`, {
            count: recipients,
            number: format.number(recipients),
          })}
        </Text>
        <Progress.Root size="xl">
          <Progress.Section value={percent} animated={moving} aria-label={t('broadcasts.progressLabel')}>
            {percent > 8 && <Progress.Label>{percent} %</Progress.Label>}
          </Progress.Section>
        </Progress.Root>
        <SimpleGrid component="dl" cols={{ base: 2, sm: 4 }} m={0}>
          {COUNTED.map((name) => (
            <Figure
              key={name}
              broadcastId={id}
              channel={broadcast.channel}
              name={name}
              count={countOf(broadcast, [name])}
            />
          ))}
          {recipients_deleted > 0 && (
            <div>
              <Text component="dt" size="sm" c="dimmed">
                {t('broadcasts.deleted')}
              </Text>
              <Text component="dd" m={0} fz="xl" fw={650}>
                {format.number(recipients_deleted)}
              </Text>
            </div>
          )}
        </SimpleGrid>
        <Anchor
          component={Link}
          to="/unternehmen/versendete-emails"
          search={{ broadcast_id: id } as never}
          size="sm"
          underline="always"
        >
          {t('broadcasts.toMessages')}
        </Anchor>
        {reasons.length > 0 && (
          <div>
            <Text fw={600} size="sm">
              {t('broadcasts.leftOutTitle')}
            </Text>
            <Accordion variant="contained" chevronPosition="left" multiple order={3} mt="xs">
              {reasons.map(({ reason, count }) => (
                <Accordion.Item key={reason} value={reason}>
                  <Accordion.Control>
                    {t(`broadcasts.reason.${reason}`)}: {format.number(count)}
                  </Accordion.Control>
                  <Accordion.Panel>
                    <LeftOut broadcastId={id} reason={reason} />
                  </Accordion.Panel>
                </Accordion.Item>
              ))}
            </Accordion>
          </div>
        )}
      </Stack>
    </Panel>
  );
}

/** Who that was; whoever was deleted since is not named any more. */
function LeftOut({ broadcastId, reason }: { broadcastId: string; reason: LeftOutReason }) {
  const { t } = useTranslation();
  const query = useQuery(leftOutQuery(broadcastId, reason));
  return (
    <Fetched query={query}>
      {({ items, total }) => (
        <NamedCustomers
          label={t(`broadcasts.reason.${reason}`)}
          named={items}
          further={total - items.length}
        />
      )}
    </Fetched>
  );
}

interface FigureProps {
  broadcastId: string;
  channel: Broadcast['channel'];
  name: Counted;
  count: number;
}

function Figure({ broadcastId, channel, name, count }: FigureProps) {
  const { t } = useTranslation();
  const format = useFormat();
  if (count === 0) return null;
  return (
    <div>
      <Text component="dt" size="sm" c="dimmed">
        {statusOf({ status: name, channel }, t, format.dateTime)}
      </Text>
      <Text component="dd" m={0} fz="xl" fw={650}>
        <Anchor
          component={Link}
          to="/unternehmen/versendete-emails"
          search={{ broadcast_id: broadcastId, status: name } as never}
          inherit
          underline="always"
        >
          {format.number(count)}
        </Anchor>
      </Text>
    </div>
  );
}
