import { Alert, Button, Checkbox, List, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { withoutLoginQuery } from '@/api/portalAccount';
import type { DryRun, SuppressedReason } from '@/api/types';
import { RemedyLink } from '@/components/messages/Outcome';
import { useFormat } from '@/i18n/useFormat';
import { reasonsOf } from '@/pages/communication/broadcasts/broadcastWords';

const MOST_NAMED = 10;

interface AloneProps {
  customerId: string;
  name: string;
  /** `null`: they were deleted meanwhile. */
  reason: SuppressedReason | null;
  confirmation: object;
}

/** The only recipient does not get it, and why: a blocked one does when the clerk says so after reading this (M4). */
export function LeftOutAlone({ customerId, name, reason, confirmation }: AloneProps) {
  const { t } = useTranslation();
  if (reason === null) return <Alert color="orange" title={t('contact.goneAlone')} />;
  if (reason === 'blocked') {
    return (
      <Alert color="orange" title={t('contact.blockedAlone', { name })}>
        <Text size="sm" mb="xs">
          {t('messages.blockedText')}
        </Text>
        <Checkbox label={t('messages.confirmBlocked')} {...confirmation} />
      </Alert>
    );
  }
  const asMessage = { customer_id: customerId, status: 'suppressed', bounce: null, failure: null } as const;
  return (
    <Alert color="orange" title={t('contact.leftOutAlone', { name })}>
      {t(`suppressedReason.${reason}`)} {t(`history.whyAdvice.${reason}`)}{' '}
      <RemedyLink message={{ ...asMessage, suppressed_reason: reason }} />
    </Alert>
  );
}

interface ManyProps {
  found: DryRun;
  /** How many were picked: who is neither reached nor left out is gone. */
  picked: number;
}

/** Who of the picked does not get it, and why, by name (M2, M4). */
export function LeftOutOfMany({ found, picked }: ManyProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { excluded, excluded_by_reason } = found;
  const gone = picked - found.recipients - found.excluded_total;
  const count = picked - found.recipients;
  if (count <= 0) return null;
  return (
    <Alert color="orange" title={t('contact.leftOutTitle', { count, number: format.number(count) })}>
      <List size="sm" aria-label={t('contact.leftOutList')}>
        {reasonsOf(excluded_by_reason).map(({ reason, count: number }) => (
          <List.Item key={reason}>
            {t(`broadcasts.reason.${reason}`)}:{' '}
            <Names
              names={excluded.filter((one) => one.reason === reason).map(({ name }) => name)}
              total={number}
            />
          </List.Item>
        ))}
        {gone > 0 && (
          <List.Item>{t('contact.goneOfMany', { count: gone, number: format.number(gone) })}</List.Item>
        )}
      </List>
      {excluded_by_reason.blocked && (
        <Text size="sm" mt="xs">
          {t('contact.blockedOfMany')}
        </Text>
      )}
    </Alert>
  );
}

/** Who of the recipients would not see it in the portal (M1). They are written to all the same. */
export function WithoutLogin({ ids }: { ids: readonly string[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { data } = useQuery({ ...withoutLoginQuery(ids), enabled: ids.length > 0 });
  if (!data || data.total === 0) return null;
  const names = data.customers.map(({ name }) => name);
  return (
    <Alert
      color="yellow"
      title={
        ids.length === 1
          ? t('contact.withoutLoginAlone', { name: names[0] })
          : t('contact.withoutLoginTitle', { count: data.total, number: format.number(data.total) })
      }
    >
      {ids.length > 1 && (
        <Text size="sm" mb={4}>
          <Names names={names} total={data.total} />
        </Text>
      )}
      {t('contact.withoutLoginText')}
    </Alert>
  );
}

interface NamesProps {
  names: readonly string[];
  total: number;
}

/** The first names of so many. */
export function Names({ names, total }: NamesProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const shown = names.slice(0, MOST_NAMED);
  const further = total - shown.length;
  return (
    <>
      {shown.join(', ')}
      {further > 0 && ` ${t('contact.further', { count: further, number: format.number(further) })}`}
    </>
  );
}

interface GoneProps {
  count: number;
  onLeaveOut: () => void;
}

/** Some of the selected were deleted in the meantime: nothing was sent. */
export function GoneRecipients({ count, onLeaveOut }: GoneProps) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Alert color="red" role="alert" title={t('contact.goneTitle', { count, number: format.number(count) })}>
      {t('contact.goneText')}
      <div>
        <Button size="xs" variant="default" mt="sm" onClick={onLeaveOut}>
          {t('contact.goneLeaveOut')}
        </Button>
      </div>
    </Alert>
  );
}
