import { Badge } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Customer } from '@/api/types';

const COLORS: Record<Customer['status'], string> = {
  active: 'green',
  blocked: 'orange',
  deleted: 'gray',
};

export function CustomerStatusBadge({ status }: { status: Customer['status'] }) {
  const { t } = useTranslation();
  return <Badge color={COLORS[status]}>{t(`customerStatus.${status}`)}</Badge>;
}
