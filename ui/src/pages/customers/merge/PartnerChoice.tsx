import { Button, Group, Paper, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconSearch } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { duplicatesQuery } from '@/api/merge';
import type { Customer } from '@/api/types';
import { useCustomerSearch } from '@/components/customers/useCustomerSearch';
import { EmptyState } from '@/components/EmptyState';
import { Fetched } from '@/components/Fetched';
import { Panel } from '@/components/Panel';
import { listName, placeOf } from '@/pages/customers/names';
import { reasonsOf } from '@/pages/customers/resemblance';

interface Props {
  customer: Customer;
  onChoose: (id: string) => void;
}

interface Partner {
  id: string;
  name: string;
  about: string;
}

/** Who is the other one: those who resemble the customer, or anybody whom the search finds. */
export function PartnerChoice({ customer, onChoose }: Props) {
  const { t } = useTranslation();
  const { entered, setEntered, wanted, hits } = useCustomerSearch();
  const { data: candidates = [] } = useQuery(duplicatesQuery(customer.id));
  const found = hits.data?.filter(({ id }) => id !== customer.id);
  return (
    <Stack gap="lg">
      {candidates.length > 0 && (
        <Panel title={t('duplicates.title')}>
          <Partners
            label={t('duplicates.title')}
            partners={candidates.map(({ id, name, number, reasons }) => ({
              id,
              name,
              about: [t('merge.number', { number }), reasonsOf(reasons, t)].filter(Boolean).join(' · '),
            }))}
            onChoose={onChoose}
          />
        </Panel>
      )}
      <Panel title={t('merge.find')}>
        <Stack>
          <TextInput
            type="search"
            label={t('merge.search')}
            description={t('customers.searchHint')}
            leftSection={<IconSearch size={16} aria-hidden />}
            autoComplete="off"
            value={entered}
            onChange={(event) => setEntered(event.currentTarget.value)}
          />
          {wanted !== '' && (
            <Fetched query={{ ...hits, data: found }}>
              {(customers) =>
                customers.length === 0 ? (
                  <EmptyState title={t('customers.noHits')} text={t('customerList.noHitsText')} />
                ) : (
                  <Partners
                    label={t('merge.hits')}
                    partners={customers.map((hit) => ({
                      id: hit.id,
                      name: listName(hit),
                      about: [
                        t('merge.number', { number: hit.number }),
                        hit.email,
                        hit.phone,
                        placeOf(hit.address),
                      ]
                        .filter(Boolean)
                        .join(' · '),
                    }))}
                    onChoose={onChoose}
                  />
                )
              }
            </Fetched>
          )}
        </Stack>
      </Panel>
    </Stack>
  );
}

interface PartnersProps {
  label: string;
  partners: Partner[];
  onChoose: (id: string) => void;
}

function Partners({ label, partners, onChoose }: PartnersProps) {
  const { t } = useTranslation();
  return (
    <Stack component="ul" gap="xs" p={0} m={0} style={{ listStyle: 'none' }} aria-label={label}>
      {partners.map(({ id, name, about }) => (
        <Paper key={id} component="li" withBorder px="md" py="sm">
          <Group justify="space-between" wrap="nowrap">
            <div style={{ minWidth: 0, overflowWrap: 'anywhere' }}>
              <Text fw={600}>{name}</Text>
              <Text size="sm" c="dimmed">
                {about}
              </Text>
            </div>
            <Button
              variant="default"
              size="xs"
              style={{ flexShrink: 0 }}
              aria-label={t('merge.chooseOne', { name })}
              onClick={() => onChoose(id)}
            >
              {t('merge.choose')}
            </Button>
          </Group>
        </Paper>
      ))}
    </Stack>
  );
}
