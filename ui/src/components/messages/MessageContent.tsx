import { Group, SegmentedControl, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MessageDetail } from '@/api/types';
import { mailDocument } from '@/components/messages/mailDocument';
import classes from '@/components/messages/messages.module.css';

/** The mail itself: its layout where it has one, shut in a frame without rights, or its text. */
export function MessageContent({ message: { body, html } }: { message: MessageDetail }) {
  const { t, i18n } = useTranslation();
  const [shown, setShown] = useState<'html' | 'plain'>('html');
  const layout = shown === 'html' ? html : null;
  return (
    <section aria-label={t('history.body')}>
      <Group justify="space-between" mb="xs">
        <Title order={3} size="h5">
          {t('history.body')}
        </Title>
        {html && (
          <SegmentedControl
            size="xs"
            aria-label={t('history.body')}
            value={shown}
            onChange={(value) => setShown(value)}
            data={[
              { value: 'html', label: t('history.html') },
              { value: 'plain', label: t('history.plain') },
            ]}
          />
        )}
      </Group>
      {layout ? (
        <Stack gap={6}>
          <iframe
            title={t('history.htmlTitle')}
            className={classes.frame}
            sandbox=""
            referrerPolicy="no-referrer"
            srcDoc={mailDocument(layout, i18n.language)}
          />
          <Text size="xs" c="dimmed">
            {t('history.htmlText')}
          </Text>
        </Stack>
      ) : (
        // What overflows is scrolled with the keys too.
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <div className={classes.plain} tabIndex={0} role="group" aria-label={t('history.body')}>
          {body}
        </div>
      )}
    </section>
  );
}
