import { Button, Group, Modal, SegmentedControl, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { blockedIdsQuery } from '@/api/selection';
import type { Customer } from '@/api/types';
import { Fetched } from '@/components/Fetched';
import { fieldErrors, fieldsOf } from '@/components/formErrors';
import { FormFailure } from '@/components/FormFailure';
import { toastDone } from '@/components/toasts';
import { useFormat } from '@/i18n/useFormat';
import { BlockedRecipients, GoneRecipients } from '@/pages/customers/list/contact/LeftOut';
import { useWriteToMany } from '@/pages/customers/list/contact/useWriteToMany';

interface Props {
  opened: boolean;
  onClose: () => void;
  customerIds: readonly string[];
  /** The customers that the list has loaded, for their names. */
  known: readonly Customer[];
  onGone: (ids: readonly string[]) => void;
}

/** `Kunde kontaktieren`: one message to everybody selected; who does not get it is named before (M1, M4). */
export function ContactDialog({ opened, onClose, customerIds, ...props }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const count = customerIds.length;
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('contact.title', { count, number: format.number(count) })}
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': t('actions.close') }}
    >
      <ContactForm customerIds={customerIds} onClose={onClose} {...props} />
    </Modal>
  );
}

/** The recipients that are blocked by what the service or the list says. */
function blockedAmong(
  customerIds: readonly string[],
  ids: readonly string[],
  known: readonly Customer[],
): string[] {
  const blocked = new Set(ids);
  for (const { id, status } of known) if (status === 'blocked') blocked.add(id);
  return customerIds.filter((id) => blocked.has(id));
}

function ContactForm({ customerIds, known, onClose, onGone }: Omit<Props, 'opened'>) {
  const { t } = useTranslation();
  const format = useFormat();
  const blockedIds = useQuery(blockedIdsQuery);
  const form = useForm({
    initialValues: { channel: 'email' as 'email' | 'portal', subject: '', body: '', confirm_blocked: false },
    validate: {
      subject: (value) => (value.trim() === '' ? t('messages.missingSubject') : null),
      body: (value) => (value.trim() === '' ? t('messages.missingBody') : null),
    },
  });
  const hasField = fieldsOf(form.values);
  const { send, handedOver, gone } = useWriteToMany({
    onSent: (count) => {
      toastDone(t('contact.taken', { count, number: format.number(count) }));
      onClose();
    },
    onError: (error) => form.setErrors(fieldErrors(error, hasField).fields),
  });
  const write = ({ channel, subject, body, confirm_blocked }: typeof form.values) =>
    send.mutate({ customerIds, channel, subject: subject.trim(), body, confirmBlocked: confirm_blocked });

  return (
    <Fetched query={blockedIds}>
      {(ids) => {
        const blocked = blockedAmong(customerIds, ids, known);
        return (
          <form onSubmit={form.onSubmit(write)} noValidate>
            <Stack>
              {gone.length > 0 ? (
                <GoneRecipients count={gone.length} onLeaveOut={() => onGone(gone)} />
              ) : (
                <FormFailure error={send.error} hasField={hasField} />
              )}
              <BlockedRecipients
                ids={blocked}
                known={known}
                confirmation={form.getInputProps('confirm_blocked', { type: 'checkbox' })}
              />
              <SegmentedControl
                aria-label={t('messages.channel')}
                style={{ alignSelf: 'flex-start' }}
                data={(['email', 'portal'] as const).map((value) => ({
                  value,
                  label: t(`contact.channel.${value}`),
                }))}
                {...form.getInputProps('channel')}
              />
              <TextInput
                label={t('messages.subject')}
                required
                autoComplete="off"
                data-autofocus
                {...form.getInputProps('subject')}
              />
              <Textarea
                label={t('messages.body')}
                description={t('contact.each')}
                required
                autosize
                minRows={8}
                maxRows={18}
                {...form.getInputProps('body')}
              />
              <Group justify="flex-end">
                <Text role="status" size="sm" c="dimmed">
                  {handedOver > 0 &&
                    t('contact.progress', {
                      done: format.number(handedOver),
                      all: format.number(customerIds.length),
                    })}
                </Text>
                <Button variant="default" onClick={onClose}>
                  {t('actions.cancel')}
                </Button>
                <Button type="submit" loading={send.isPending} disabled={customerIds.length === 0}>
                  {t('messages.send')}
                </Button>
              </Group>
            </Stack>
          </form>
        );
      }}
    </Fetched>
  );
}
