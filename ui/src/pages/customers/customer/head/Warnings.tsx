import { Alert, Anchor, List, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconAlertTriangle, IconLock, IconUserPlus, IconUsers } from '@tabler/icons-react';
import { Link, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { duplicatesQuery } from '@/api/merge';
import type { Customer } from '@/api/types';
import { MergedNotice } from '@/pages/customers/customer/head/MergedNotice';
import { reasonsOf } from '@/pages/customers/resemblance';

/** What somebody at the desk must know before doing anything with this customer. */
export function Warnings({ customer }: { customer: Customer }) {
  const { t } = useTranslation();
  const { reiter } = useSearch({ from: '/staff/kunden/$customerId' });
  const health = customer.email_health;
  return (
    <Stack gap="sm" mb="md">
      <MergedNotice customerId={customer.id} />
      {customer.status === 'blocked' && (
        <Alert color="orange" icon={<IconLock aria-hidden />} title={t('customer.blockedTitle')}>
          {customer.block?.reason && t('customer.blockedReason', { reason: customer.block.reason })}{' '}
          {t('customer.blockedText')}
        </Alert>
      )}
      {(health === 'undeliverable' || health === 'failing') && (
        <Alert color="red" icon={<IconAlertTriangle aria-hidden />} title={t(`emailHealth.${health}`)}>
          {t(`emailHealth.${health}Text`, { email: customer.email ?? '' })}
        </Alert>
      )}
      <Duplicates customerId={customer.id} />
      {customer.participants.length === 0 && reiter !== 'teilnehmer' && (
        <Alert color="blue" icon={<IconUserPlus aria-hidden />} title={t('participants.none')}>
          {t('participants.noneHint')}{' '}
          <Anchor component={Link} to={`/kunden/${customer.id}?reiter=teilnehmer`} underline="always" inherit>
            {t('participants.toTab')}
          </Anchor>
        </Alert>
      )}
    </Stack>
  );
}

/** Names the customers who may be the same person, each with the way to merge. */
function Duplicates({ customerId }: { customerId: string }) {
  const { t } = useTranslation();
  const { data: candidates = [] } = useQuery(duplicatesQuery(customerId));
  if (candidates.length === 0) return null;
  return (
    <Alert color="yellow" icon={<IconUsers aria-hidden />} title={t('duplicates.title')}>
      <List spacing={4} listStyleType="none">
        {candidates.map((candidate) => (
          <List.Item key={candidate.id}>
            <Anchor component={Link} to={`/kunden/${candidate.id}`} underline="always" inherit>
              {candidate.name} ({candidate.number})
            </Anchor>
            {` – ${reasonsOf(candidate.reasons, t)}. `}
            <Anchor
              component={Link}
              to={`/kunden/${customerId}/zusammenfuehren?mit=${candidate.id}`}
              underline="always"
              inherit
              aria-label={t('duplicates.mergeWith', { name: candidate.name })}
            >
              {t('duplicates.merge')}
            </Anchor>
          </List.Item>
        ))}
      </List>
    </Alert>
  );
}
