import { Anchor, Button, Paper, Stack, Tabs, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, Navigate, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { customerQuery } from '@/api/customers';
import { isGone } from '@/api/problem';
import type { Customer } from '@/api/types';
import { CUSTOMER_TABS, type CustomerTab } from '@/app/search';
import { Fetched } from '@/components/Fetched';
import { usePageTitle } from '@/components/usePageTitle';
import { ContactTab } from '@/pages/customers/customer/communication/CommunicationTab';
import { CustomerHeader } from '@/pages/customers/customer/head/CustomerHeader';
import { InvoicesTab } from '@/pages/customers/customer/InvoicesTab';
import { MasterDataTab } from '@/pages/customers/customer/masterdata/MasterDataTab';
import { ParticipantsTab } from '@/pages/customers/customer/participants/ParticipantsTab';
import { fullName } from '@/pages/customers/names';

/** One customer, or where to go instead: to the survivor of a merge, to the certificate of a deletion. */
export default function CustomerPage() {
  const { customerId } = useParams({ from: '/staff/kunden/$customerId' });
  const { reiter } = useSearch({ from: '/staff/kunden/$customerId' });
  const query = useQuery(customerQuery(customerId));
  usePageTitle(query.data ? fullName(query.data) : '');

  if (isGone(query.error)) return <GoneCustomer customerId={customerId} />;
  return (
    <Fetched query={query}>
      {(customer) =>
        customer.merged_into ? (
          <Navigate
            to="/kunden/$customerId"
            params={{ customerId: customer.merged_into }}
            search={{ ...(reiter && { reiter }), von: customerId }}
            replace
          />
        ) : (
          // What was opened for one customer (an edit, a dialog) is not the next one's.
          <OneCustomer key={customer.id} customer={customer} />
        )
      }
    </Fetched>
  );
}

/** Head with the actions, and the tabs; the open tab is part of the address. */
function OneCustomer({ customer }: { customer: Customer }) {
  const { t } = useTranslation();
  const { reiter = 'stammdaten' } = useSearch({ from: '/staff/kunden/$customerId' });
  const navigate = useNavigate({ from: '/kunden/$customerId' });
  const [editing, setEditing] = useState(false);

  const show = (tab: string | null) =>
    void navigate({
      search: (former) => ({ ...former, reiter: tab as CustomerTab }),
      replace: true,
      // Another tab of the same page; where editing begins the form is brought into sight.
      resetScroll: false,
    });
  const edit = () => {
    show('stammdaten');
    setEditing(true);
  };

  return (
    <>
      <CustomerHeader customer={customer} onEdit={edit} />
      <Tabs value={reiter} onChange={show} keepMounted={false}>
        <Tabs.List mb="lg">
          {CUSTOMER_TABS.map((tab) => (
            <Tabs.Tab key={tab} value={tab}>
              {t(`customer.tabs.${tab}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {/* What is being typed there stays while another tab is looked at. */}
        <Tabs.Panel value="stammdaten" keepMounted={editing}>
          <MasterDataTab customer={customer} editing={editing} onDone={() => setEditing(false)} />
        </Tabs.Panel>
        <Tabs.Panel value="teilnehmer">
          <ParticipantsTab customer={customer} />
        </Tabs.Panel>
        <Tabs.Panel value="rechnungen">
          <InvoicesTab customerId={customer.id} />
        </Tabs.Panel>
        <Tabs.Panel value="kommunikation">
          <ContactTab customer={customer} />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}

/** In place of a customer who was deleted, or never was: where the certificate is, and what was kept. */
function GoneCustomer({ customerId }: { customerId: string }) {
  const { t } = useTranslation();
  usePageTitle(t('customer.gone'));
  return (
    <Stack gap="lg">
      <Paper withBorder p="xl">
        <Stack align="flex-start">
          <Title order={1} size="h2">
            {t('customer.gone')}
          </Title>
          <Text>{t('customer.goneText')}</Text>
          <Button component={Link} to={`/loeschungen/${customerId}`}>
            {t('customer.toCertificate')}
          </Button>
          <Anchor component={Link} to="/kunden" underline="always">
            {t('states.toCustomers')}
          </Anchor>
        </Stack>
      </Paper>
      <InvoicesTab customerId={customerId} />
    </Stack>
  );
}
