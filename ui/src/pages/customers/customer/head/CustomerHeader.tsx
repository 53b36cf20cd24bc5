import { Anchor, Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconEdit, IconLock, IconLockOpen, IconTrash } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Customer } from '@/api/types';
import { PageHeader } from '@/components/PageHeader';
import { BlockDialog } from '@/pages/customers/customer/head/BlockDialog';
import { DeleteDialog } from '@/pages/customers/customer/head/DeleteDialog';
import { MoreActions } from '@/pages/customers/customer/head/MoreActions';
import { Warnings } from '@/pages/customers/customer/head/Warnings';
import { CustomerStatusBadge } from '@/pages/customers/CustomerStatusBadge';
import { fullName } from '@/pages/customers/names';
import { useFormat } from '@/i18n/useFormat';

interface Props {
  customer: Customer;
  onEdit: () => void;
}

/** Who it is, what to beware of, and what can be done. */
export function CustomerHeader({ customer, onEdit }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const [blocking, block] = useDisclosure();
  const [deleting, remove] = useDisclosure();
  const blocked = customer.status === 'blocked';
  const LockIcon = blocked ? IconLockOpen : IconLock;

  return (
    <>
      <PageHeader
        above={
          <Anchor component={Link} to="/kunden" size="sm">
            {t('customers.title')}
          </Anchor>
        }
        title={fullName(customer)}
        marks={<CustomerStatusBadge status={customer.status} />}
        below={t('customer.since', {
          number: customer.number,
          day: format.date(customer.created_at),
          credit: format.money(customer.credit_cents),
        })}
        actions={
          <>
            <Button variant="default" leftSection={<IconEdit size={16} aria-hidden />} onClick={onEdit}>
              {t('customer.edit')}
            </Button>
            <Button variant="default" leftSection={<LockIcon size={16} aria-hidden />} onClick={block.open}>
              {blocked ? t('customer.unblock') : t('customer.block')}
            </Button>
            <Button
              variant="outline"
              color="red"
              leftSection={<IconTrash size={16} aria-hidden />}
              onClick={remove.open}
            >
              {t('customer.delete')}
            </Button>
            <MoreActions customerId={customer.id} />
          </>
        }
      />
      <Warnings customer={customer} />
      <BlockDialog customer={customer} opened={blocking} onClose={block.close} />
      <DeleteDialog customer={customer} opened={deleting} onClose={remove.close} />
    </>
  );
}
