import { Text, Timeline as Line } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { BounceReason, MessageDetail, SuppressedReason } from '@/api/types';
import { ByColleague } from '@/components/ByColleague';
import {
  BOUNCE_REASONS,
  reasonOf,
  STATUS_COLORS,
  SUPPRESSED_REASONS,
} from '@/components/messages/messageWords';
import { timelineOf, type TimelineEntry } from '@/components/messages/timeline';
import { useFormat } from '@/i18n/useFormat';

/** The life of a message, oldest first: written, each attempt, each report, and what followed from it (M3). */
export function Timeline({ message }: { message: MessageDetail }) {
  const { t } = useTranslation();
  const format = useFormat();
  const entries = timelineOf(message);
  return (
    <Line active={entries.length} bulletSize={14} lineWidth={2} color="gray">
      <Line.Item title={t('history.written')}>
        {message.created_by && <ByColleague accountId={message.created_by} />}
        <Moment at={message.created_at} />
      </Line.Item>
      {entries.map((entry) => (
        <Line.Item
          key={`${entry.at} ${entry.event?.type} ${entry.attempt?.number} ${entry.report?.kind}`}
          color={entry.event ? STATUS_COLORS[entry.event.type] : 'gray'}
          title={<Happening entry={entry} portal={message.channel === 'portal'} />}
        >
          <Because event={entry.event} />
          {entry.attempt && <AttemptLines attempt={entry.attempt} alone={!entry.event} />}
          {entry.event?.by && <ByColleague accountId={entry.event.by} />}
          {entry.report && entry.event && (
            <Text size="sm" c="dimmed">
              {t('history.reported')}
            </Text>
          )}
          <Moment at={entry.at} />
        </Line.Item>
      ))}
      {message.scheduled_for && (
        <Line.Item
          lineVariant="dashed"
          title={t('history.scheduled', { at: format.dateTime(message.scheduled_for) })}
        />
      )}
    </Line>
  );
}

function Moment({ at }: { at: string }) {
  const format = useFormat();
  return (
    <Text size="xs" c="dimmed">
      {format.dateTimeExact(at)}
    </Text>
  );
}

function Happening({ entry: { event, attempt, report }, portal }: { entry: TimelineEntry; portal: boolean }) {
  const { t } = useTranslation();
  if (event && portal && (event.type === 'accepted' || event.type === 'delivered')) {
    return t(`history.eventInPortal.${event.type}`);
  }
  if (event) return t(`history.event.${event.type}`);
  if (attempt) return t('history.attempt', { number: attempt.number, address: attempt.address });
  return report && t(`history.report.${report.kind}`);
}

/** The reason in plain words, and the code of the mail server for those who know it. */
function Because({ event }: { event: TimelineEntry['event'] }) {
  const { t } = useTranslation();
  if (!event) return null;
  const bounce = BOUNCE_REASONS.find((reason): reason is BounceReason => reason === event.reason);
  const suppressed = SUPPRESSED_REASONS.find((reason): reason is SuppressedReason => reason === event.reason);
  const words = reasonOf(
    {
      status: event.type === 'failed' ? 'failed' : 'queued',
      bounce: bounce ? { class: event.class ?? 'soft', reason: bounce, status: event.status } : null,
      suppressed_reason: event.type === 'suppressed' ? (suppressed ?? null) : null,
      failure: event.reason,
    },
    t,
  );
  if (words === '') return null;
  return <Text size="sm">{event.status ? `${words} (${event.status})` : words}</Text>;
}

function AttemptLines({ attempt, alone }: { attempt: MessageDetail['attempts'][number]; alone: boolean }) {
  const { t } = useTranslation();
  const answer = [attempt.code, attempt.answer].filter(Boolean).join(' ');
  return (
    <>
      <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
        {alone
          ? t(`history.attemptResult.${attempt.result}`)
          : t('history.attempt', { number: attempt.number, address: attempt.address })}
      </Text>
      {answer && (
        <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
          {t('history.attemptAnswer', { answer })}
        </Text>
      )}
    </>
  );
}
