import { Anchor, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { customerQuery } from '@/api/customers';
import { Fetched } from '@/components/Fetched';
import { PageHeader } from '@/components/PageHeader';
import { usePageTitle } from '@/components/usePageTitle';
import { PartnerChoice } from '@/pages/customers/merge/PartnerChoice';
import { Preview } from '@/pages/customers/merge/Preview';
import { fullName } from '@/pages/customers/names';

/** `Zusammenführen`: find the other customer, see what would become of both, confirm. */
export default function MergePage() {
  const { t } = useTranslation();
  const { customerId } = useParams({ from: '/staff/kunden/$customerId/zusammenfuehren' });
  const { mit, bleibt } = useSearch({ from: '/staff/kunden/$customerId/zusammenfuehren' });
  const navigate = useNavigate({ from: '/kunden/$customerId/zusammenfuehren' });
  const query = useQuery(customerQuery(customerId));
  usePageTitle(t('merge.title'));
  const [source, survivor] = bleibt === 'anderer' ? [customerId, mit] : [mit, customerId];
  return (
    <>
      <PageHeader
        above={
          <Anchor component={Link} to={`/kunden/${customerId}`} size="sm">
            {query.data ? fullName(query.data) : t('customers.title')}
          </Anchor>
        }
        title={t('merge.title')}
        below={t('merge.text')}
      />
      <Fetched query={query}>
        {(customer) => (
          <Stack gap="lg">
            {source && survivor ? (
              <Preview
                key={`${source} ${survivor}`}
                source={source}
                survivor={survivor}
                onSwap={() =>
                  void navigate({
                    search: { mit, ...(bleibt ? {} : { bleibt: 'anderer' as const }) },
                    replace: true,
                  })
                }
                onOther={() => void navigate({ search: {} })}
              />
            ) : (
              <PartnerChoice customer={customer} onChoose={(id) => void navigate({ search: { mit: id } })} />
            )}
          </Stack>
        )}
      </Fetched>
    </>
  );
}
