import { ActionIcon, Group, Modal, Stack, Text } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { previewQuery, type Channel, type Reader } from '@/api/content';
import type { ContentValues } from '@/components/compose/content';
import { MailView } from '@/components/compose/look/MailView';
import { Fetched } from '@/components/Fetched';
import { useFormat } from '@/i18n/useFormat';

interface Props {
  opened: boolean;
  onClose: () => void;
  content: ContentValues;
  channel: Channel;
  /** Through whose eyes, by their place among the recipients. */
  readerAt: (position: number) => Reader;
  /** How many recipients there are to step through; the service corrects it for an audience. */
  count: number;
}

/** The text as each recipient reads it, one after the other. */
export function PreviewDialog({ opened, onClose, ...props }: Props) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('compose.preview')}
      closeButtonProps={{ 'aria-label': t('actions.close') }}
    >
      <Pages {...props} />
    </Modal>
  );
}

function Pages({ content, channel, readerAt, ...props }: Omit<Props, 'opened' | 'onClose'>) {
  const { t } = useTranslation();
  const format = useFormat();
  const [position, setPosition] = useState(0);
  const { subject, body, html } = content;
  const reader = readerAt(position);
  const query = useQuery({
    ...previewQuery(reader, { subject, body, html }),
    placeholderData: keepPreviousData,
  });
  const count = reader.audience ? (query.data?.recipients ?? props.count) : props.count;
  return (
    <Stack>
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm" c="dimmed" role="status">
          {t('compose.previewPlace', { place: format.number(position + 1), all: format.number(count) })}
        </Text>
        <Group gap={4} wrap="nowrap">
          <ActionIcon
            variant="default"
            aria-label={t('compose.previous')}
            disabled={position === 0}
            onClick={() => setPosition(position - 1)}
          >
            <IconChevronLeft size={16} aria-hidden />
          </ActionIcon>
          <ActionIcon
            variant="default"
            aria-label={t('compose.next')}
            disabled={position + 1 >= count}
            onClick={() => setPosition(position + 1)}
          >
            <IconChevronRight size={16} aria-hidden />
          </ActionIcon>
        </Group>
      </Group>
      <Fetched query={query}>
        {(preview) => (
          <Stack gap="xs">
            <Text size="sm">
              {t('compose.previewTo', { name: preview.to_name })}
              {channel === 'email' && preview.to_address && ` <${preview.to_address}>`}
            </Text>
            <Text fw={650} style={{ overflowWrap: 'anywhere' }}>
              {preview.subject}
            </Text>
            <MailView title={t('compose.preview')} body={preview.body} html={preview.html} />
            {content.attachments.map(({ id, name }) => (
              <Text key={id} size="sm" c="dimmed">
                {t('compose.attached', { name })}
              </Text>
            ))}
          </Stack>
        )}
      </Fetched>
    </Stack>
  );
}
