import { Badge, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Customer } from '@/api/types';
import { placeOf, pickedName } from '@/pages/customers/names';

/** A customer among those to choose from: told apart by number, e-mail and place, and whether they are blocked. */
export function CustomerOption({ customer }: { customer: Customer | undefined }) {
  const { t } = useTranslation();
  if (!customer) return '…';
  const about = [customer.email, placeOf(customer.address)].filter(Boolean).join(' · ');
  return (
    <Group justify="space-between" wrap="nowrap" w="100%">
      <div style={{ minWidth: 0, overflowWrap: 'anywhere' }}>
        <Text size="sm">{pickedName(customer)}</Text>
        <Text size="xs" c="dimmed">
          {about}
        </Text>
      </div>
      {customer.status === 'blocked' && <Badge color="orange">{t('customerStatus.blocked')}</Badge>}
    </Group>
  );
}
