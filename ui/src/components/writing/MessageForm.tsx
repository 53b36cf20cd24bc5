import { Button, Group, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState, type ReactNode, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { dryRunQuery } from '@/api/broadcasts';
import type { Channel } from '@/api/content';
import type { Customer, SuppressedReason } from '@/api/types';
import { EMPTY_CONTENT, sendAt, type ContentValues } from '@/components/compose/content';
import { ContentFields } from '@/components/compose/ContentFields';
import { ChannelChoice } from '@/components/compose/ChannelChoice';
import { DraftNotice } from '@/components/compose/DraftNotice';
import { LookButtons } from '@/components/compose/look/LookButtons';
import { ScheduleField } from '@/components/compose/ScheduleField';
import { useContentRules } from '@/components/compose/useContentRules';
import { fieldErrors } from '@/components/formErrors';
import { FormFailure } from '@/components/FormFailure';
import { toastHint } from '@/components/toasts';
import { useDraft, useKeeping } from '@/components/useDraft';
import { useFailureInSight } from '@/components/useFailureInSight';
import { ConfirmMany } from '@/components/writing/ConfirmMany';
import { GoneRecipients, LeftOutAlone, LeftOutOfMany, WithoutLogin } from '@/components/writing/LeftOut';
import { countAsItStands, useQuestion } from '@/components/writing/useQuestion';
import { useSending } from '@/components/writing/useSending';
import { useNameOfOnly, useTakenWords } from '@/components/writing/useTakenWords';

interface Props {
  customerIds: readonly string[];
  /** The customers whose names are at hand. */
  known: readonly Customer[];
  /** Under this name the draft is kept. */
  draftName: string;
  /** Stands above the text: who gets it; told when nobody is chosen and it is to be sent, and which way it goes. */
  recipients: (missing: string | undefined, channel: Channel) => ReactNode;
  onGone?: (ids: readonly string[]) => void;
  /** The message was taken; `began` is when the request set off. */
  onSent: (began: number) => void;
  /** While it is being sent nothing must look as if it could be stopped. */
  onSending?: (sending: boolean) => void;
  onCancel?: () => void;
}

interface Values extends ContentValues {
  channel: Channel;
  confirm_blocked: boolean;
}

const EMPTY: Values = { ...EMPTY_CONTENT, channel: 'email', confirm_blocked: false };

/**
 * What is written to picked customers, each their own: by mail or in the portal, at once or later. One customer gets a
 * message (M1); to more it is a broadcast, which is asked about first (M2).
 */
export function MessageForm({ customerIds, known, draftName, recipients, onSending, ...on }: Props) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const draft = useDraft(draftName, EMPTY);
  const [asked, setAsked] = useState(false);
  const question = useQuestion();
  const nobody = customerIds.length === 0;
  const alone = customerIds.length === 1;
  const form = useForm<Values>({ initialValues: draft.initial, validate: useContentRules() });
  const { values } = form;
  const { channel } = values;
  const hasField = (name: string) => name in values;

  const reachOf = (ids: readonly string[], way: Channel) =>
    dryRunQuery({ customer_ids: [...ids] }, 'notice', way);
  const { data: found } = useQuery({ ...reachOf(customerIds, channel), enabled: !nobody });
  const name = useNameOfOnly(customerIds, known);
  const words = useTakenWords();
  const { send, key, gone } = useSending(draftName, {
    onTaken: (taken, began) => {
      draft.forget();
      on.onSent(began);
      if ('message' in taken) words.message(taken.message, name, sendAt(values));
      else words.broadcast(taken.broadcast.id, ask.data, customerIds.length, sendAt(values));
    },
    onError: (error) => {
      form.setErrors(fieldErrors(error, hasField).fields);
      question.close();
    },
  });
  // Counted once more before it is asked about: the figures on the page may be a moment old.
  const ask = useMutation({
    mutationFn: (ids: readonly string[]) =>
      countAsItStands(form.getValues, (about) => client.query(reachOf(ids, about.channel))),
    onSuccess: ({ recipients: count }, ids) => {
      // With others picked meanwhile it would be another question, or none.
      if (String(ids) !== String(customerIds) || question.unready || form.validate().hasErrors) return;
      if (count === 0) toastHint(t('contact.nobodyTitle'), t('contact.nobodyText'));
      else question.open();
    },
  });
  useKeeping(draft, values, send.isSuccess);
  const refused = send.error ?? ask.error;
  const failure = useFailureInSight(refused, hasField);
  useEffect(() => {
    onSending?.(send.isPending);
    return () => onSending?.(false);
  }, [onSending, send.isPending]);

  const write = () => {
    const { channel: way, confirm_blocked, ...content } = form.getValues();
    send.mutate({
      ...content,
      customerIds,
      channel: way,
      sendAt: sendAt(content),
      confirmBlocked: confirm_blocked,
    });
  };
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    if (!nobody) {
      form.onSubmit(() => {
        send.reset();
        if (alone) write();
        else ask.mutate(customerIds);
      })(event);
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
            unanswered={key.unanswered}
            onDiscard={() => {
              key.spent();
              form.setValues(EMPTY);
              form.clearErrors();
            }}
          />
        )}
        {refused && (
          <div ref={failure}>
            {gone.length > 0 && on.onGone ? (
              <GoneRecipients count={gone.length} onLeaveOut={() => on.onGone?.(gone)} />
            ) : (
              <FormFailure error={refused} hasField={hasField} />
            )}
          </div>
        )}
        <div data-recipients>
          {recipients(asked && nobody ? t('compose.missingRecipients') : undefined, channel)}
        </div>
        {alone ? (
          <OnlyOne
            customerId={customerIds[0] ?? ''}
            name={name}
            blocked={known.some(({ id, status }) => id === customerIds[0] && status === 'blocked')}
            found={found}
            confirmation={form.getInputProps('confirm_blocked', { type: 'checkbox' })}
          />
        ) : (
          found && !nobody && <LeftOutOfMany found={found} picked={customerIds.length} />
        )}
        <ChannelChoice value={channel} onChange={(chosen) => form.setValues({ channel: chosen })} />
        {channel === 'portal' && <WithoutLogin ids={customerIds} />}
        <ContentFields
          values={values}
          errors={form.errors}
          onChange={form.setValues}
          description={alone ? undefined : t('contact.each')}
          onUnready={question.onUnready}
          beginHere
        />
        <ScheduleField
          value={values.send_at}
          onChange={(send_at) => form.setValues({ send_at })}
          error={form.errors.send_at as string | undefined}
        />
        <Group justify="flex-end">
          {on.onCancel && (
            <Button variant="default" onClick={on.onCancel} disabled={send.isPending}>
              {t('actions.cancel')}
            </Button>
          )}
          <LookButtons
            form={form}
            content={values}
            channel={channel}
            readerAt={(position) =>
              alone
                ? { customer_id: customerIds[0] }
                : { audience: { customer_ids: [...customerIds] }, kind: 'notice', channel, position }
            }
            count={alone ? 1 : (found?.recipients ?? 0)}
            testMail={false}
          />
          <Button type="submit" loading={send.isPending || ask.isPending} disabled={question.unready}>
            {(values.send_at ? t('compose.schedule') : t('messages.send')) +
              (customerIds.length > 1 ? ' …' : '')}
          </Button>
        </Group>
      </Stack>
      <ConfirmMany
        opened={question.opened}
        onClose={question.close}
        content={values}
        channel={channel}
        customerIds={customerIds}
        found={ask.data}
        sending={send}
        onConfirm={write}
      />
    </form>
  );
}

interface OnlyOneProps {
  customerId: string;
  name: string;
  /** By what the page knows; the service may hear of a block a moment later. */
  blocked: boolean;
  found: { recipients: number; excluded: { reason: SuppressedReason }[] } | undefined;
  confirmation: object;
}

function OnlyOne({ customerId, name, blocked, found, confirmation }: OnlyOneProps) {
  const reason = blocked ? 'blocked' : found?.excluded[0]?.reason;
  if (reason === undefined && found?.recipients !== 0) return null;
  return (
    <LeftOutAlone customerId={customerId} name={name} reason={reason ?? null} confirmation={confirmation} />
  );
}
