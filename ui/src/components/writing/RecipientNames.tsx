import { Text } from '@mantine/core';
import { useQueries } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { customerQuery } from '@/api/customers';
import { isGone } from '@/api/problem';
import type { Customer } from '@/api/types';
import { Names } from '@/components/writing/LeftOut';
import { pickedName } from '@/pages/customers/names';

const MOST_FETCHED = 10;

interface Props {
  ids: readonly string[];
  /** Those whose names are at hand. */
  known: readonly Customer[];
}

/** Who it goes to: the first by name, the others counted. Those that a search hides are among them. */
export function RecipientNames({ ids, known }: Props) {
  const { t } = useTranslation();
  const named = ids.slice(0, MOST_FETCHED);
  const loaded = new Map(known.map((customer) => [customer.id, customer]));
  const fetched = useQueries({
    queries: named.map((id) => ({ ...customerQuery(id), enabled: !loaded.has(id) })),
  });
  const names = named.map((id, index) => {
    const customer = loaded.get(id) ?? fetched[index]?.data;
    if (customer) return pickedName(customer);
    return isGone(fetched[index]?.error) ? t('contact.gonePerson') : '…';
  });
  return (
    <Text size="sm" c="dimmed">
      {t('contact.to')} <Names names={names} total={ids.length} />
    </Text>
  );
}
