import { Button, CloseButton, FileButton, Group, Paper, Progress, Stack, Text } from '@mantine/core';
import { IconPaperclip } from '@tabler/icons-react';
import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Attachment } from '@/api/types';
import { useUploads } from '@/components/compose/attachments/useUploads';
import { useFormat } from '@/i18n/useFormat';

interface Props {
  attachments: Attachment[];
  onChange: (attachments: Attachment[]) => void;
  /** Whether something is still on its way up, or refused: the mail would leave without it. */
  onUnready: (unready: boolean) => void;
}

/** Files that go along: each with its upload's progress, and with the reason when it cannot. */
export function AttachmentField({ attachments, onChange, onUnready }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const { uploads, add, remove } = useUploads(attachments, onChange);
  const unready = uploads.length > 0;
  useEffect(() => onUnready(unready), [onUnready, unready]);
  const refused = uploads.some(({ failure }) => failure !== null);
  const reset = useRef<() => void>(null);
  return (
    <Stack gap={6} role="group" aria-label={t('compose.attachments')}>
      <Group gap="sm">
        <FileButton
          multiple
          resetRef={reset}
          onChange={(files) => {
            add(files);
            // The same file once more is a change again.
            reset.current?.();
          }}
        >
          {(props) => (
            <Button
              {...props}
              size="xs"
              variant="default"
              leftSection={<IconPaperclip size={14} aria-hidden />}
            >
              {t('compose.attach')}
            </Button>
          )}
        </FileButton>
        <Text size="xs" c="dimmed">
          {t('compose.attachmentLimits')}
        </Text>
      </Group>
      {attachments.map(({ id, name, size }) => (
        <File key={id} name={name} about={format.fileSize(size)} onRemove={() => remove(id)} />
      ))}
      {uploads.map(({ key, name, size, share, failure, stop }) => (
        <File key={key} name={name} about={format.fileSize(size)} failure={failure} onRemove={stop}>
          {failure === null && (
            <Progress value={share * 100} size="sm" aria-label={t('compose.uploading', { name })} />
          )}
        </File>
      ))}
      {refused && <Text size="sm">{t('compose.removeRefused')}</Text>}
    </Stack>
  );
}

interface FileProps {
  name: string;
  about: string;
  failure?: string | null;
  onRemove: () => void;
  children?: ReactNode;
}

function File({ name, about, failure, onRemove, children }: FileProps) {
  const { t } = useTranslation();
  return (
    <Paper withBorder px="sm" py={6}>
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm" style={{ minWidth: 0, overflowWrap: 'anywhere' }}>
          {name}{' '}
          <Text span size="xs" c="dimmed">
            {about}
          </Text>
        </Text>
        <CloseButton size="sm" aria-label={t('compose.removeAttachment', { name })} onClick={onRemove} />
      </Group>
      {children}
      {failure && (
        <Text size="sm" c="var(--mantine-color-error)" role="alert">
          {failure}
        </Text>
      )}
    </Paper>
  );
}
