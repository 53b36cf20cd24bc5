import { Grid, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Customer } from '@/api/types';
import { Panel } from '@/components/Panel';
import { useFormat } from '@/i18n/useFormat';
import { EditCustomer } from '@/pages/customers/customer/EditCustomer';
import { Notes } from '@/pages/customers/customer/notes/Notes';
import classes from '@/pages/customers/customer/MasterDataTab.module.css';

interface Props {
  customer: Customer;
  editing: boolean;
  onDone: () => void;
}

/** Personal and contact data, edited in place, and the internal notes. */
export function MasterDataTab({ customer, editing, onDone }: Props) {
  const { t } = useTranslation();
  return (
    <Grid gap="lg">
      <Grid.Col span={{ base: 12, lg: 7 }}>
        <Panel title={t('customer.data')}>
          {editing ? (
            <EditCustomer customer={customer} onDone={onDone} />
          ) : (
            <MasterData customer={customer} />
          )}
        </Panel>
      </Grid.Col>
      <Grid.Col span={{ base: 12, lg: 5 }}>
        <Panel title={t('notes.title')}>
          <Notes subject={{ customer: customer.id }} />
        </Panel>
      </Grid.Col>
    </Grid>
  );
}

function MasterData({ customer }: { customer: Customer }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { address } = customer;
  const lines = [
    address?.street,
    [address?.postal_code, address?.city].filter(Boolean).join(' '),
    address?.country,
  ].filter(Boolean);
  const person = [customer.salutation, customer.first_name, customer.last_name].filter(Boolean).join(' ');
  const entries: [string, ReactNode][] = [
    ...(customer.company_name
      ? [[t('person.companyName'), customer.company_name] as [string, ReactNode]]
      : []),
    [customer.is_company ? t('person.contact') : t('person.name'), person],
    [t('person.email'), customer.email],
    [t('person.phone'), [customer.phone, ...customer.further_phones].filter(Boolean).join(', ')],
    [
      t('person.address'),
      lines.length > 0 && (
        <Stack gap={0}>
          {lines.map((line) => (
            <span key={line}>{line}</span>
          ))}
        </Stack>
      ),
    ],
    [t('person.newsletter'), t(`newsletter.${customer.newsletter_state}`)],
    [t('person.credit'), format.money(customer.credit_cents)],
    [t('person.updated'), format.dateTime(customer.updated_at)],
  ];
  return (
    <dl className={classes.list}>
      {entries.map(([name, value]) => (
        <div key={name} className={classes.entry}>
          <dt>{name}</dt>
          <dd>{value === '' || value === false || value === null ? t('person.absent') : value}</dd>
        </div>
      ))}
    </dl>
  );
}
