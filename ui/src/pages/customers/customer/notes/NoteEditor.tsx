import { Button, Group, Stack, Textarea } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormFailure } from '@/components/FormFailure';

interface Props {
  label: string;
  submit: string;
  placeholder?: string;
  initial?: string;
  pending: boolean;
  error: unknown;
  /** Calls back when it was saved; the text stays until then. */
  onSubmit: (text: string, saved: () => void) => void;
  onCancel?: () => void;
  /** It was opened by a click: one can type at once. */
  focused?: boolean;
}

/** A text of a few lines, to write a note or to change one. */
export function NoteEditor({
  label,
  submit,
  placeholder,
  initial = '',
  pending,
  error,
  onSubmit,
  onCancel,
  focused = false,
}: Props) {
  const { t } = useTranslation();
  const [text, setText] = useState(initial);
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (focused) field.current?.focus();
  }, [focused]);
  const save = () => onSubmit(text.trim(), () => setText(''));
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() !== '') save();
      }}
    >
      <Stack gap="xs">
        <FormFailure error={error} />
        <Textarea
          ref={field}
          label={label}
          placeholder={placeholder}
          autosize
          minRows={2}
          maxRows={12}
          value={text}
          // What is typed while it is being saved would go with the saved text.
          readOnly={pending}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Group gap="xs" justify="flex-end">
          {onCancel && (
            <Button size="xs" variant="default" onClick={onCancel}>
              {t('actions.cancel')}
            </Button>
          )}
          <Button size="xs" type="submit" loading={pending} disabled={text.trim() === ''}>
            {submit}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
