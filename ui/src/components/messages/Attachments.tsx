import { Anchor, Text, Title } from '@mantine/core';
import { IconPaperclip } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { attachmentUrl } from '@/api/messages';
import type { MessageDetail } from '@/api/types';
import { useFormat } from '@/i18n/useFormat';
import classes from '@/components/messages/messages.module.css';

/** The files that went with a message, to be downloaded. */
export function Attachments({ message }: { message: MessageDetail }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (message.attachments.length === 0) return null;
  return (
    <section aria-label={t('history.attachments')}>
      <Title order={3} size="h5" mb="xs">
        {t('history.attachments')}
      </Title>
      <ul className={classes.files}>
        {message.attachments.map(({ id, name, size }) => (
          <li key={id}>
            <Anchor href={attachmentUrl(message.id, id)} download={name} underline="always" size="sm">
              <IconPaperclip size={14} aria-hidden /> {name}
            </Anchor>{' '}
            <Text component="span" size="sm" c="dimmed">
              {format.fileSize(size)}
            </Text>
          </li>
        ))}
      </ul>
    </section>
  );
}
