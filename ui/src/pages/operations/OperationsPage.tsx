import { SimpleGrid } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { SERVICES } from '@/api/client';
import { PageHeader } from '@/components/PageHeader';
import { usePageTitle } from '@/components/usePageTitle';
import { ServicePanel } from '@/pages/operations/ServicePanel';

/** Betrieb: how each service is doing. */
export default function OperationsPage() {
  const { t } = useTranslation();
  usePageTitle(t('operations.title'));
  return (
    <>
      <PageHeader title={t('operations.title')} below={t('operations.text')} />
      <SimpleGrid cols={{ base: 1, xl: 2 }} spacing="lg">
        {SERVICES.map((service) => (
          <ServicePanel key={service} service={service} />
        ))}
      </SimpleGrid>
    </>
  );
}
