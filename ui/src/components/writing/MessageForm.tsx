import { Button, Group, Stack, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState, type ReactNode, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Channel } from '@/api/content';
import type { Customer } from '@/api/types';
import { contentRules, EMPTY_CONTENT, sendAt, type ContentValues } from '@/components/compose/content';
import { ContentFields } from '@/components/compose/ContentFields';
import { ChannelChoice } from '@/components/compose/ChannelChoice';
import { DraftNotice } from '@/components/compose/DraftNotice';
import { LookButtons } from '@/components/compose/look/LookButtons';
import { ScheduleField } from '@/components/compose/ScheduleField';
import { fieldErrors } from '@/components/formErrors';
import { FormFailure } from '@/components/FormFailure';
import { toastDone } from '@/components/toasts';
import { useDraft, useKeeping } from '@/components/useDraft';
import { useFailureInSight } from '@/components/useFailureInSight';
import { BlockedRecipients, GoneRecipients } from '@/components/writing/LeftOut';
import { useWriteToMany } from '@/components/writing/useWriteToMany';
import { useFormat } from '@/i18n/useFormat';

interface Props {
  customerIds: readonly string[];
  /** Those of them that are blocked: they are named, and get nothing unless the clerk says so (M4). */
  blocked: readonly string[];
  /** The customers whose names are at hand. */
  known: readonly Customer[];
  /** Under this name the draft is kept. */
  draftName: string;
  /** Stands above the text: who gets it; told when nobody is chosen and it is to be sent. */
  recipients?: (missing: string | undefined) => ReactNode;
  onGone?: (ids: readonly string[]) => void;
  /** The message was taken; `began` is when the request set off. */
  onSent: (began: number) => void;
  onCancel?: () => void;
}

interface Values extends ContentValues {
  channel: Channel;
  confirm_blocked: boolean;
}

const EMPTY: Values = { ...EMPTY_CONTENT, channel: 'email', confirm_blocked: false };

/** One message to picked customers, each their own: by mail or in the portal, at once or later (M1). */
export function MessageForm({ customerIds, blocked, known, draftName, recipients, ...on }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const draft = useDraft(draftName, EMPTY);
  const [uploading, setUploading] = useState(false);
  const [asked, setAsked] = useState(false);
  const nobody = customerIds.length === 0;
  const form = useForm<Values>({ initialValues: draft.initial, validate: contentRules(t) });
  const { values } = form;
  const hasField = (name: string) => name in values;
  const { send, handedOver, gone } = useWriteToMany({
    onSent: (count, began) => {
      draft.forget();
      toastDone(
        values.send_at
          ? t('compose.scheduled', { count, number: format.number(count) })
          : t('contact.taken', { count, number: format.number(count) }),
      );
      on.onSent(began);
    },
    onError: (error) => form.setErrors(fieldErrors(error, hasField).fields),
  });
  useKeeping(draft, values, send.isSuccess);
  const failure = useFailureInSight(send.error, hasField);
  const write = ({ channel, confirm_blocked, ...content }: Values) =>
    send.mutate({
      ...content,
      customerIds,
      channel,
      sendAt: sendAt(content),
      confirmBlocked: confirm_blocked,
    });
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    if (!nobody) {
      form.onSubmit(write)(event);
      return;
    }
    event.preventDefault();
    form.validate();
    setAsked(true);
    // The button may stand a screen below the field.
    event.currentTarget.querySelector<HTMLElement>('[data-recipients] input')?.focus();
  };

  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        {draft.restored && (
          <DraftNotice
            onDiscard={() => {
              form.setValues(EMPTY);
              form.clearErrors();
            }}
          />
        )}
        {send.isError && (
          <div ref={failure}>
            {gone.length > 0 && on.onGone ? (
              <GoneRecipients count={gone.length} onLeaveOut={() => on.onGone?.(gone)} />
            ) : (
              <FormFailure error={send.error} hasField={hasField} />
            )}
          </div>
        )}
        {recipients && (
          <div data-recipients>
            {recipients(asked && nobody ? t('compose.missingRecipients') : undefined)}
          </div>
        )}
        <BlockedRecipients
          ids={blocked}
          known={known}
          alone={customerIds.length === 1}
          confirmation={form.getInputProps('confirm_blocked', { type: 'checkbox' })}
        />
        <ChannelChoice value={values.channel} onChange={(channel) => form.setValues({ channel })} />
        <ContentFields
          values={values}
          errors={form.errors}
          onChange={form.setValues}
          description={t('contact.each')}
          onUploading={setUploading}
          beginHere
        />
        <ScheduleField
          value={values.send_at}
          onChange={(send_at) => form.setValues({ send_at })}
          error={form.errors.send_at as string | undefined}
        />
        <Group justify="flex-end">
          <Text role="status" size="sm" c="dimmed">
            {handedOver > 0 &&
              t('contact.progress', {
                done: format.number(handedOver),
                all: format.number(customerIds.length),
              })}
          </Text>
          {on.onCancel && (
            <Button variant="default" onClick={on.onCancel}>
              {t('actions.cancel')}
            </Button>
          )}
          <LookButtons
            form={form}
            content={values}
            channel={values.channel}
            readerAt={(position) => ({ customer_id: customerIds[position] })}
            count={customerIds.length}
            testMail={false}
          />
          <Button type="submit" loading={send.isPending} disabled={uploading || (nobody && !recipients)}>
            {values.send_at ? t('compose.schedule') : t('messages.send')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
