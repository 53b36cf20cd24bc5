import { Stack, TextInput } from '@mantine/core';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { AttachmentField } from '@/components/compose/attachments/AttachmentField';
import type { ContentValues } from '@/components/compose/content';
import { BodyField, type InsertText } from '@/components/compose/text/BodyField';
import { insertAtCaret } from '@/components/compose/text/caret';
import { PlaceholderHint } from '@/components/compose/text/PlaceholderHint';
import { PlaceholderMenu } from '@/components/compose/text/PlaceholderMenu';
import { TemplateChoice } from '@/components/compose/text/TemplateChoice';

type Written = Omit<ContentValues, 'send_at'>;

interface Props {
  values: Written;
  errors: Record<string, unknown>;
  onChange: (changes: Partial<Written>) => void;
  /** Said at the text. */
  description?: string;
  /** Whether it cannot be sent yet: a file is still on its way up, or one was refused and is not taken out. */
  onUnready?: (unready: boolean) => void;
  /** A template itself begins with none and carries no attachments. */
  forTemplate?: boolean;
  /** A dialog puts the keyboard here. */
  beginHere?: boolean;
}

const nobodyAsks = () => undefined;

/** What a mail says: template, subject, text with placeholders, attachments. */
export function ContentFields({ values, errors, onChange, description, ...props }: Props) {
  const { onUnready = nobodyAsks, forTemplate, beginHere } = props;
  const { t } = useTranslation();
  const subject = useRef<HTMLInputElement>(null);
  const insertIntoBody = useRef<InsertText>(null);
  const lastWritten = useRef<'subject' | 'body'>('body');
  const errorOf = (field: string) => errors[field] as string | undefined;

  const insert = (placeholder: string) => {
    if (lastWritten.current === 'subject' && subject.current) insertAtCaret(subject.current, placeholder);
    else insertIntoBody.current?.(placeholder);
  };
  return (
    <Stack>
      {!forTemplate && (
        <TemplateChoice
          written={values.subject.trim() !== '' || values.body.trim() !== ''}
          onChoose={(template) =>
            onChange({ subject: template.subject, body: template.body, html: template.html ?? null })
          }
        />
      )}
      <TextInput
        ref={subject}
        label={t('messages.subject')}
        required
        autoComplete="off"
        data-autofocus={beginHere ? true : undefined}
        value={values.subject}
        error={errorOf('subject')}
        onFocus={() => {
          lastWritten.current = 'subject';
        }}
        onChange={(event) => onChange({ subject: event.currentTarget.value })}
      />
      <BodyField
        value={values}
        onChange={onChange}
        onFocus={() => {
          lastWritten.current = 'body';
        }}
        description={description}
        error={errorOf('body') ?? errorOf('html')}
        insert={insertIntoBody}
        tools={<PlaceholderMenu onChoose={insert} />}
      />
      <PlaceholderHint texts={[values.subject, values.body]} />
      {!forTemplate && (
        <AttachmentField
          attachments={values.attachments}
          onChange={(attachments) => onChange({ attachments })}
          onUnready={onUnready}
        />
      )}
    </Stack>
  );
}
