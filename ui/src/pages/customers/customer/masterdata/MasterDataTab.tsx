import { Grid, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Customer } from '@/api/types';
import { Panel } from '@/components/Panel';
import { EditCustomer } from '@/pages/customers/customer/masterdata/EditCustomer';
import { MasterData } from '@/pages/customers/customer/masterdata/MasterData';
import { PortalPanel } from '@/pages/customers/customer/masterdata/PortalPanel';
import { Notes } from '@/pages/customers/customer/notes/Notes';

interface Props {
  customer: Customer;
  editing: boolean;
  onDone: () => void;
}

/** Personal, contact and payment data, edited in place; the internal notes; the access to the portal. */
export function MasterDataTab({ customer, editing, onDone }: Props) {
  const { t } = useTranslation();
  return (
    <Grid gap="lg">
      <Grid.Col span={{ base: 12, lg: 7 }}>
        {editing ? (
          <Panel title={t('customer.editData')}>
            <EditCustomer customer={customer} onDone={onDone} />
          </Panel>
        ) : (
          <MasterData customer={customer} />
        )}
      </Grid.Col>
      <Grid.Col span={{ base: 12, lg: 5 }}>
        <Stack gap="lg">
          <Panel title={t('notes.title')}>
            <Notes subject={{ customer: customer.id }} />
          </Panel>
          <PortalPanel customer={customer} />
        </Stack>
      </Grid.Col>
    </Grid>
  );
}
