import { Button, Menu } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconChevronDown, IconFileSpreadsheet, IconMail, IconPlus, IconTool } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { CustomerListQuery } from '@/api/customers';
import type { Customer } from '@/api/types';
import { toastHint } from '@/components/toasts';
import { ContactDialog } from '@/pages/customers/list/contact/ContactDialog';
import { CreateCustomerDialog } from '@/pages/customers/list/create/CreateCustomerDialog';
import { ExportDialog } from '@/pages/customers/list/ExportDialog';
import type { Selection } from '@/pages/customers/list/selection/useSelection';

interface Props {
  query: CustomerListQuery;
  counted: string;
  selection: Selection;
  loaded: readonly Customer[];
}

/** Top right on the list: `Kunde kontaktieren`, `Tools`, `Anlegen`. */
export function ListActions({ query, counted, selection, loaded }: Props) {
  const { t } = useTranslation();
  const [creating, create] = useDisclosure();
  const [contacting, contact] = useDisclosure();
  const [exporting, download] = useDisclosure();
  const startContact = () => {
    if (selection.ids.size > 0) contact.open();
    else toastHint(t('contact.selectFirst'), t('contact.selectFirstText'));
  };
  return (
    <>
      <Button variant="default" leftSection={<IconMail size={18} aria-hidden />} onClick={startContact}>
        {t('customerList.contact')}
      </Button>
      <Menu position="bottom-end" width={280}>
        <Menu.Target>
          <Button
            variant="default"
            leftSection={<IconTool size={18} aria-hidden />}
            rightSection={<IconChevronDown size={14} aria-hidden />}
          >
            {t('customerList.tools')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconFileSpreadsheet size={16} aria-hidden />} onClick={download.open}>
            {t('customerList.export')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={create.open}>
        {t('customers.create')}
      </Button>
      <CreateCustomerDialog opened={creating} onClose={create.close} />
      <ContactDialog
        opened={contacting}
        onClose={contact.close}
        customerIds={[...selection.ids]}
        known={loaded}
        onGone={selection.remove}
        onSent={selection.clear}
      />
      <ExportDialog opened={exporting} onClose={download.close} query={query} counted={counted} />
    </>
  );
}
