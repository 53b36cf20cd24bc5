import { Button, Group, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDebouncedValue, useDisclosure } from '@mantine/hooks';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { createBroadcast, dryRunQuery } from '@/api/broadcasts';
import { keys } from '@/api/keys';
import { ApiProblem } from '@/api/problem';
import type { Broadcast } from '@/api/types';
import { sendAt } from '@/components/compose/content';
import { ContentFields } from '@/components/compose/ContentFields';
import { DraftNotice } from '@/components/compose/DraftNotice';
import { LookButtons } from '@/components/compose/look/LookButtons';
import { ScheduleField } from '@/components/compose/ScheduleField';
import { useContentRules } from '@/components/compose/useContentRules';
import { fieldErrors } from '@/components/formErrors';
import { FormFailure } from '@/components/FormFailure';
import { Panel } from '@/components/Panel';
import { toastHint } from '@/components/toasts';
import { useDraft, useKeeping } from '@/components/useDraft';
import { useFailureInSight } from '@/components/useFailureInSight';
import { useWriteKey } from '@/components/useWriteKey';
import { AudienceFields } from '@/pages/communication/broadcasts/create/AudienceFields';
import { ConfirmBroadcast } from '@/pages/communication/broadcasts/create/ConfirmBroadcast';
import { KindFields } from '@/pages/communication/broadcasts/create/KindFields';
import { Reach } from '@/pages/communication/broadcasts/create/Reach';
import { everyoneOf } from '@/pages/communication/broadcasts/broadcastWords';
import {
  EMPTY_BROADCAST,
  isNobody,
  type BroadcastValues,
} from '@/pages/communication/broadcasts/create/values';

/** What is looked through for placeholders. */
function writtenOf({ subject, body, html }: BroadcastValues) {
  return { subject, body, html };
}

const CHOOSING_PAUSE_MS = 200;

interface Props {
  onCreated: (broadcast: Broadcast) => void;
  /** Everything entered is thrown away: the form begins anew. */
  onDiscard: () => void;
  /** What to begin with instead of what was being written. */
  begin?: BroadcastValues;
}

/** Audience, kind, text and time of a broadcast; nothing leaves before the number of recipients was confirmed. */
export function BroadcastForm({ onCreated, onDiscard, begin }: Props) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const key = useWriteKey('broadcast');
  const draft = useDraft('broadcast', EMPTY_BROADCAST);
  const form = useForm({ initialValues: begin ?? draft.initial, validate: useContentRules() });
  const { values } = form;
  const { audience, kind, channel } = values;
  const [asked] = useDebouncedValue({ audience, kind, channel }, CHOOSING_PAUSE_MS);
  const nobody = isNobody(audience);
  const reach = useQuery({
    ...dryRunQuery(asked.audience, asked.kind, asked.channel),
    enabled: !isNobody(asked.audience),
    placeholderData: keepPreviousData,
  });
  const recipients = nobody ? 0 : (reach.data?.recipients ?? 0);
  const [unready, setUnready] = useState(false);
  const [confirming, confirm] = useDisclosure();

  const hasField = (name: string) => name in values;
  const create = useMutation({
    mutationFn: () => {
      const broadcast = { ...values, sendAt: sendAt(values) };
      return createBroadcast(broadcast, key.of(broadcast));
    },
    onSuccess: (created) => {
      draft.forget();
      key.spent();
      client.setQueryData(keys.broadcast(created.id), created);
      onCreated(created);
    },
    onError: (error) => {
      if (error instanceof ApiProblem && error.status >= 400 && error.status < 500) key.spent();
      const { fields } = fieldErrors(error, hasField);
      form.setErrors(fields);
      confirm.close();
    },
  });
  useKeeping(draft, values, create.isSuccess);

  // Counted once more before it is asked about: the figure on the page may be a moment old, and the text is looked at.
  const ask = useMutation({
    mutationFn: () => client.query(dryRunQuery(audience, kind, channel, writtenOf(values))),
    onSuccess: (found) => {
      if (found.recipients === 0) toastHint(t('broadcasts.nobodyTitle'), t('broadcasts.nobodyText'));
      else confirm.open();
    },
    onError: (error) => form.setErrors(fieldErrors(error, hasField).fields),
  });
  const refused = create.error ?? ask.error;
  const failure = useFailureInSight(refused, hasField);
  const submit = () => {
    create.reset();
    if (nobody) toastHint(t('broadcasts.nobodyTitle'), t('broadcasts.nobodyText'));
    else ask.mutate();
  };
  return (
    <form onSubmit={form.onSubmit(submit)} noValidate>
      <Stack gap="lg" maw={900}>
        {draft.restored && !begin && (
          <DraftNotice
            unanswered={key.unanswered}
            onDiscard={() => {
              draft.forget();
              key.spent();
              onDiscard();
            }}
          />
        )}
        {refused && (
          <div ref={failure}>
            <FormFailure error={refused} hasField={hasField} />
          </div>
        )}
        <Panel title={t('broadcasts.audience')}>
          <Stack gap="lg">
            <AudienceFields
              audience={audience}
              everyone={t(everyoneOf({ kind, channel }))}
              onChange={(chosen) => form.setValues({ audience: chosen })}
            />
            <Reach nobody={nobody} query={reach} />
          </Stack>
        </Panel>
        <Panel title={t('broadcasts.kindTitle')}>
          <KindFields kind={kind} channel={channel} onChange={form.setValues} />
        </Panel>
        <Panel title={t('broadcasts.content')}>
          <ContentFields
            values={values}
            errors={form.errors}
            onChange={form.setValues}
            description={t('contact.each')}
            onUnready={setUnready}
          />
        </Panel>
        <Panel title={t('broadcasts.sending')}>
          <Stack>
            <ScheduleField
              value={values.send_at}
              onChange={(send_at) => form.setValues({ send_at })}
              error={form.errors.send_at as string | undefined}
            />
            <Group>
              <LookButtons
                form={form}
                content={values}
                channel={channel}
                readerAt={(position) => ({ audience, kind, channel, position })}
                count={recipients}
                testMail={channel === 'email'}
              />
              <Button type="submit" loading={create.isPending || ask.isPending} disabled={unready}>
                {values.send_at ? t('broadcasts.schedule') : t('broadcasts.send')}
              </Button>
            </Group>
          </Stack>
        </Panel>
      </Stack>
      <ConfirmBroadcast
        opened={confirming}
        onClose={confirm.close}
        values={values}
        recipients={ask.data?.recipients ?? recipients}
        gaps={ask.data?.empty_placeholders ?? []}
        sending={create}
        onConfirm={() => create.mutate()}
      />
    </form>
  );
}
