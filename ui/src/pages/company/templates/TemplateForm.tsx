import { Button, Group, Radio, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { keys } from '@/api/keys';
import { newerState } from '@/api/problem';
import { changeTemplate, createTemplate } from '@/api/templates';
import type { Template } from '@/api/types';
import { ContentFields } from '@/components/compose/ContentFields';
import { LookButtons } from '@/components/compose/look/LookButtons';
import { useContentRules } from '@/components/compose/useContentRules';
import { fieldErrors } from '@/components/formErrors';
import { FormFailure } from '@/components/FormFailure';
import { toastDone } from '@/components/toasts';
import { useFailureInSight } from '@/components/useFailureInSight';
import { useWriteKey } from '@/components/useWriteKey';
import { changedFields, contentOf, rebased, valuesOf } from '@/pages/company/templates/templateValues';
import { TemplateConflict } from '@/pages/company/templates/TemplateConflict';

interface Props {
  subject: Template | 'new';
  /** Whether something is typed that is not saved. */
  onEdited: (edited: boolean) => void;
  onDone: () => void;
  onCancel: () => void;
}

/** Name, language and text of a template, with preview and test mail. */
export function TemplateForm({ subject, onEdited, onDone, onCancel }: Props) {
  const { t, i18n } = useTranslation();
  const client = useQueryClient();
  const key = useWriteKey();
  // What the user saw when the editing began; changes of others arrive as a conflict, not under the hands.
  const [seen, setSeen] = useState(subject === 'new' ? null : subject);
  const [began] = useState(() => valuesOf(seen, i18n.language));
  const rules = useContentRules();
  const form = useForm({
    initialValues: began,
    validate: {
      name: (value: string) => (value.trim() === '' ? t('templates.missingName') : null),
      subject: rules.subject,
      body: rules.body,
    },
  });
  const { values } = form;
  const hasField = (name: string) => name in values;
  const before = seen ? valuesOf(seen, i18n.language) : began;
  const edited = Object.keys(changedFields(before, values)).length > 0;
  useEffect(() => onEdited(edited), [onEdited, edited]);

  const saving = useMutation({
    mutationFn: (entered: typeof values) => {
      const wanted = { ...entered, name: entered.name.trim(), subject: entered.subject.trim() };
      if (seen === null) return createTemplate(wanted, key.of(wanted));
      const changes = changedFields(before, wanted);
      return Object.keys(changes).length === 0 ? Promise.resolve(seen) : changeTemplate(seen, changes);
    },
    onSuccess: async (saved) => {
      await client.invalidateQueries({ queryKey: keys.templates });
      toastDone(t('templates.saved', { name: saved.name }));
    },
    onError: (error) => form.setErrors(fieldErrors(error, hasField).fields),
  });
  const newer = newerState(saving.error) as Template | undefined;
  const failure = useFailureInSight(saving.error, hasField);
  const goOnFrom = (theirs: Template, next: typeof values) => {
    setSeen(theirs);
    form.setValues(next);
    saving.reset();
  };

  return (
    <form onSubmit={form.onSubmit((entered) => saving.mutate(entered, { onSuccess: onDone }))} noValidate>
      <Stack>
        {saving.error && (
          <div ref={failure}>
            {newer ? (
              <TemplateConflict
                theirs={newer}
                onKeepMine={() =>
                  goOnFrom(newer, rebased(before, form.getValues(), valuesOf(newer, i18n.language)))
                }
                onTakeTheirs={() => goOnFrom(newer, valuesOf(newer, i18n.language))}
              />
            ) : (
              <FormFailure error={saving.error} hasField={hasField} />
            )}
          </div>
        )}
        <TextInput
          label={t('templates.name')}
          required
          maxLength={100}
          autoComplete="off"
          data-autofocus
          {...form.getInputProps('name')}
        />
        <Radio.Group label={t('templates.languageName')} {...form.getInputProps('language')}>
          <Group mt={6}>
            {(['de', 'en'] as const).map((value) => (
              <Radio key={value} value={value} label={t(`templates.language.${value}`)} />
            ))}
          </Group>
        </Radio.Group>
        <ContentFields
          values={contentOf(values)}
          errors={form.errors}
          onChange={({ subject: line, body, html }) =>
            form.setValues({
              ...(line !== undefined && { subject: line }),
              ...(body !== undefined && { body }),
              ...(html !== undefined && { html }),
            })
          }
          forTemplate
        />
        <Group justify="flex-end">
          <LookButtons
            form={form}
            content={contentOf(values)}
            channel="email"
            readerAt={() => ({})}
            count={1}
            testMail
          />
          <Button variant="default" onClick={onCancel}>
            {t('actions.cancel')}
          </Button>
          <Button type="submit" loading={saving.isPending} disabled={newer !== undefined}>
            {t('actions.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
