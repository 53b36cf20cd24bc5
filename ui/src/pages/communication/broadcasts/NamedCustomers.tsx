import { Anchor, List } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/i18n/useFormat';

interface Props {
  label: string;
  named: readonly { customer_id: string; name: string }[];
  /** How many there are besides. */
  further: number;
}

/** Customers whom a broadcast leaves out, each with the way to their page. */
export function NamedCustomers({ label, named, further }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <List size="sm" aria-label={label}>
      {named.map(({ customer_id, name }) => (
        <List.Item key={customer_id}>
          <Anchor
            component={Link}
            to="/kunden/$customerId"
            params={{ customerId: customer_id } as never}
            size="sm"
            underline="always"
          >
            {name}
          </Anchor>
        </List.Item>
      ))}
      {further > 0 && (
        <List.Item>{t('contact.further', { count: further, number: format.number(further) })}</List.Item>
      )}
    </List>
  );
}
