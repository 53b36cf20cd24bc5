import { Button, Group, Stack } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useDebouncedValue } from '@mantine/hooks';
import {
  keepPreviousData,
  useMutation,
  useQuery,
  useQueryClient,
  type UseMutationResult,
} from '@tanstack/react-query';
import { useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { dryRunQuery } from '@/api/broadcasts';
import type { Broadcast } from '@/api/types';
import { ContentFields } from '@/components/compose/ContentFields';
import { LookButtons } from '@/components/compose/look/LookButtons';
import { ScheduleField } from '@/components/compose/ScheduleField';
import { fieldErrors } from '@/components/formErrors';
import { FormFailure } from '@/components/FormFailure';
import { Panel } from '@/components/Panel';
import { toastHint } from '@/components/toasts';
import { useFailureInSight } from '@/components/useFailureInSight';
import { countAsItStands, useQuestion } from '@/components/writing/useQuestion';
import { AudienceFields } from '@/pages/communication/broadcasts/create/AudienceFields';
import { ConfirmBroadcast } from '@/pages/communication/broadcasts/create/ConfirmBroadcast';
import { KindFields } from '@/pages/communication/broadcasts/create/KindFields';
import { Reach } from '@/pages/communication/broadcasts/create/Reach';
import { everyoneOf } from '@/pages/communication/broadcasts/broadcastWords';
import { isNobody, type BroadcastValues } from '@/pages/communication/broadcasts/create/values';

/** What is looked through for placeholders. */
function writtenOf({ subject, body, html }: BroadcastValues) {
  return { subject, body, html };
}

const CHOOSING_PAUSE_MS = 200;

interface Props {
  form: UseFormReturnType<BroadcastValues>;
  /** Takes what the form says. */
  saving: UseMutationResult<Broadcast, Error, void>;
  /** One that is planned already is changed. */
  changing?: boolean;
  /** Stands on top. */
  notice?: ReactNode;
  /** What somebody else saved meanwhile: nothing is saved before it is decided about. */
  conflict?: ReactNode;
}

/** Audience, kind, text and time of a broadcast; nothing is taken before the number of recipients was confirmed. */
export function BroadcastForm({ form, saving, changing = false, notice, conflict }: Props) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { values } = form;
  const { audience, kind, channel } = values;
  // A new object at each rendering would be a change to the pause, which renders, and so on.
  const chosen = useMemo(() => ({ audience, kind, channel }), [audience, kind, channel]);
  const [asked] = useDebouncedValue(chosen, CHOOSING_PAUSE_MS);
  const nobody = isNobody(audience);
  const reach = useQuery({
    ...dryRunQuery(asked.audience, asked.kind, asked.channel),
    enabled: !isNobody(asked.audience),
    placeholderData: keepPreviousData,
  });
  const recipients = nobody ? 0 : (reach.data?.recipients ?? 0);
  const question = useQuestion();

  const hasField = (name: string) => name in values;
  // Counted once more before it is asked about: the figure on the page may be a moment old, and the text is looked at.
  const ask = useMutation({
    mutationFn: () =>
      countAsItStands(form.getValues, (about) =>
        client.query(dryRunQuery(about.audience, about.kind, about.channel, writtenOf(about))),
      ),
    onSuccess: (found) => {
      if (question.unready || form.validate().hasErrors) return;
      // Whom a planned one reaches is decided later: that it is nobody at this moment keeps no mistake in it.
      const mayBeNobody = changing && values.send_at !== null;
      if (found.recipients === 0 && !mayBeNobody)
        toastHint(t('broadcasts.nobodyTitle'), t('broadcasts.nobodyText'));
      else question.open();
    },
    onError: (error) => form.setErrors(fieldErrors(error, hasField).fields),
  });
  const refused = saving.error ?? ask.error;
  const failure = useFailureInSight(refused, hasField);
  const submit = () => {
    saving.reset();
    if (nobody) toastHint(t('broadcasts.nobodyTitle'), t('broadcasts.nobodyText'));
    else ask.mutate();
  };
  return (
    <form onSubmit={form.onSubmit(submit)} noValidate>
      <Stack gap="lg" maw={900}>
        {notice}
        {refused && (
          <div ref={failure}>{conflict ?? <FormFailure error={refused} hasField={hasField} />}</div>
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
            onUnready={question.onUnready}
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
              <Button
                type="submit"
                loading={saving.isPending || ask.isPending}
                disabled={question.unready || conflict !== undefined}
              >
                {values.send_at
                  ? t(changing ? 'broadcasts.saveChanges' : 'broadcasts.schedule')
                  : t('broadcasts.send')}
              </Button>
            </Group>
          </Stack>
        </Panel>
      </Stack>
      <ConfirmBroadcast
        opened={question.opened}
        onClose={question.close}
        values={values}
        recipients={ask.data?.recipients ?? recipients}
        gaps={ask.data?.empty_placeholders ?? []}
        changing={changing}
        sending={saving}
        onConfirm={() => saving.mutate(undefined, { onError: question.close })}
      />
    </form>
  );
}
