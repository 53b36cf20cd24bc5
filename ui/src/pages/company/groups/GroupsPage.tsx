import { SimpleGrid } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { PageHeader } from '@/components/PageHeader';
import { usePageTitle } from '@/components/usePageTitle';
import { GroupPanel } from '@/pages/company/groups/GroupPanel';

/** Unternehmen › Gruppen: customer groups, and recipient groups to write to. */
export default function GroupsPage() {
  const { t } = useTranslation();
  usePageTitle(t('groups.title'));
  return (
    <>
      <PageHeader title={t('groups.title')} below={t('groups.text')} />
      <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="lg">
        <GroupPanel kind="customer" />
        <GroupPanel kind="recipient" />
      </SimpleGrid>
    </>
  );
}
