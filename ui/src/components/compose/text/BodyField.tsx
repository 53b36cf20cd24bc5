import { Group, Input, Loader, Stack, Switch, Text, Textarea } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { lazy, Suspense, useId, useImperativeHandle, useRef, type ReactNode, type Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { insertAtCaret } from '@/components/compose/text/caret';
import { htmlOfText } from '@/components/compose/text/plain';
import { ConfirmDialog } from '@/components/ConfirmDialog';

const FormattedText = lazy(() => import('@/components/compose/text/FormattedText'));

/** Puts a text where the caret is, and the keyboard behind it. */
export type InsertText = (text: string) => void;

interface Written {
  body: string;
  html: string | null;
}

interface Props {
  value: Written;
  onChange: (value: Written) => void;
  onFocus: () => void;
  description?: string;
  error?: string;
  insert: Ref<InsertText>;
  /** Stand below the text, beside the switch for formatting. */
  tools: ReactNode;
}

/** The text of a mail: plain, or formatted where the writer wants it. */
export function BodyField({ value: { body, html }, onChange, insert, tools, ...props }: Props) {
  const { onFocus, description, error } = props;
  const { t } = useTranslation();
  const describing = useId();
  const [asking, question] = useDisclosure();
  const area = useRef<HTMLTextAreaElement>(null);
  const formatted = useRef<InsertText>(null);
  useImperativeHandle(insert, () => (text) => {
    if (formatted.current) formatted.current(text);
    else if (area.current) insertAtCaret(area.current, text);
  });
  const toggle = () => {
    if (html === null) onChange({ body, html: htmlOfText(body) });
    else if (html === htmlOfText(body)) onChange({ body, html: null });
    else question.open();
  };
  return (
    <Stack gap={6}>
      {html === null ? (
        <Textarea
          ref={area}
          label={t('messages.body')}
          description={description}
          required
          autosize
          minRows={8}
          maxRows={18}
          value={body}
          error={error}
          onFocus={onFocus}
          onChange={(event) => onChange({ body: event.currentTarget.value, html: null })}
        />
      ) : (
        <Input.Wrapper
          labelElement="div"
          descriptionProps={{ mb: 6 }}
          label={t('messages.body')}
          description={description}
          required
          error={error}
          errorProps={{ id: describing }}
        >
          <Suspense fallback={<Loader size="sm" aria-label={t('states.loading')} />}>
            <FormattedText
              html={html}
              label={t('messages.body')}
              describedBy={describing}
              invalid={error !== undefined}
              onChange={(changed, text) => onChange({ body: text, html: changed })}
              onFocus={onFocus}
              insert={formatted}
            />
          </Suspense>
        </Input.Wrapper>
      )}
      <Group justify="space-between">
        {tools}
        <Switch size="xs" label={t('compose.formatting')} checked={html !== null} onChange={toggle} />
      </Group>
      <ConfirmDialog
        opened={asking}
        onClose={question.close}
        title={t('compose.plainTitle')}
        confirm={t('compose.plain')}
        onConfirm={() => {
          question.close();
          onChange({ body, html: null });
        }}
      >
        <Text>{t('compose.plainText')}</Text>
      </ConfirmDialog>
    </Stack>
  );
}
