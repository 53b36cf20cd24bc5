import { Badge, Table } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sessionQuery } from '@/api/session';
import type { StaffAccount } from '@/api/types';
import { ScrollTable } from '@/components/ScrollTable';
import { useFormat } from '@/i18n/useFormat';
import { AccountMenu, type AccountAction } from '@/pages/company/staff/AccountMenu';
import { AccountSessionsDialog } from '@/pages/company/staff/AccountSessionsDialog';
import { ActiveDialog } from '@/pages/company/staff/ActiveDialog';
import { EditAccountDialog } from '@/pages/company/staff/EditAccountDialog';
import { RemoveAccountDialog } from '@/pages/company/staff/RemoveAccountDialog';

const COLORS: Record<StaffAccount['state'], string> = { invited: 'blue', active: 'green', inactive: 'gray' };

/** The accounts with what can be done about each; a dialog is about the account as it is now, not as it was opened. */
export function StaffTable({ accounts }: { accounts: readonly StaffAccount[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { data: session } = useQuery(sessionQuery);
  const [doing, setDoing] = useState<{ action: AccountAction; id: string } | null>(null);
  const about = (action: AccountAction) =>
    accounts.find(({ id }) => doing?.action === action && doing.id === id) ?? null;
  const close = () => setDoing(null);
  return (
    <>
      <ScrollTable label={t('staff.title')} minWidth={720}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t('staff.name')}</Table.Th>
            <Table.Th scope="col">{t('staff.email')}</Table.Th>
            <Table.Th scope="col">{t('staff.role')}</Table.Th>
            <Table.Th scope="col">{t('staff.state')}</Table.Th>
            <Table.Th scope="col">{t('staff.lastLogin')}</Table.Th>
            <Table.Th scope="col">{t('groups.actions')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {accounts.map((account) => (
            <Table.Tr key={account.id}>
              <Table.Td>
                {account.name}
                {session?.account_id === account.id && ` (${t('staff.you')})`}
              </Table.Td>
              <Table.Td>{account.email}</Table.Td>
              <Table.Td>{t(`role.${account.role}`)}</Table.Td>
              <Table.Td>
                <Badge color={COLORS[account.state]}>{t(`accountState.${account.state}`)}</Badge>
              </Table.Td>
              <Table.Td>
                {account.last_login_at ? format.dateTime(account.last_login_at) : t('staff.neverLoggedIn')}
              </Table.Td>
              <Table.Td>
                <AccountMenu account={account} onChoose={(action) => setDoing({ action, id: account.id })} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </ScrollTable>
      <EditAccountDialog account={about('edit')} onClose={close} />
      <AccountSessionsDialog account={about('sessions')} onClose={close} />
      <ActiveDialog account={about('activate')} active onClose={close} />
      <ActiveDialog account={about('deactivate')} active={false} onClose={close} />
      <RemoveAccountDialog account={about('remove')} onClose={close} />
    </>
  );
}
