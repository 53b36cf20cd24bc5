import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useInfiniteQuery } from '@tanstack/react-query';
import { IconUserPlus } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { accountsQuery } from '@/api/accounts';
import { Fetched } from '@/components/Fetched';
import { MoreButton } from '@/components/MoreButton';
import { PageHeader } from '@/components/PageHeader';
import { Panel } from '@/components/Panel';
import { usePageTitle } from '@/components/usePageTitle';
import { InviteDialog } from '@/pages/company/staff/InviteDialog';
import { StaffTable } from '@/pages/company/staff/StaffTable';

/** Unternehmen › Mitarbeitende: who may sign in and as what; for owners. */
export default function StaffPage() {
  const { t } = useTranslation();
  const [inviting, dialog] = useDisclosure();
  const query = useInfiniteQuery(accountsQuery);
  const accounts = useMemo(() => query.data?.pages.flatMap((page) => page.items), [query.data]);
  usePageTitle(t('staff.title'));
  return (
    <>
      <PageHeader
        title={t('staff.title')}
        below={t('staff.text')}
        actions={
          <Button leftSection={<IconUserPlus size={18} aria-hidden />} onClick={dialog.open}>
            {t('staff.invite')}
          </Button>
        }
      />
      <Panel flush>
        <Fetched query={{ ...query, data: accounts }}>{(rows) => <StaffTable accounts={rows} />}</Fetched>
        <MoreButton query={query} />
      </Panel>
      <InviteDialog opened={inviting} onClose={dialog.close} />
    </>
  );
}
