import { Accordion, Stack, Text } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { DryRun } from '@/api/types';
import { Fetched } from '@/components/Fetched';
import { useFormat } from '@/i18n/useFormat';
import { NamedCustomers } from '@/pages/communication/broadcasts/NamedCustomers';
import { reasonsOf } from '@/pages/communication/broadcasts/broadcastWords';

interface Props {
  /** Nobody is chosen yet. */
  nobody: boolean;
  query: UseQueryResult<DryRun>;
}

/** How many the audience reaches at this moment, and who is left out and why. */
export function Reach({ nobody, query }: Props) {
  const { t } = useTranslation();
  if (nobody) return <Text c="dimmed">{t('broadcasts.nobody')}</Text>;
  return <Fetched query={query}>{(found) => <Figures found={found} />}</Fetched>;
}

function Figures({ found }: { found: DryRun }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { recipients, excluded, excluded_total, excluded_by_reason } = found;
  return (
    <Stack gap="xs">
      <div role="status">
        <Text fz="xl" fw={650}>
          {t('broadcasts.recipients', { count: recipients, number: format.number(recipients) })}
        </Text>
        <Text size="sm" c="dimmed">
          {excluded_total === 0
            ? t('broadcasts.nobodyLeftOut')
            : t('broadcasts.leftOut', { count: excluded_total, number: format.number(excluded_total) })}
        </Text>
      </div>
      {excluded_total > 0 && (
        <Accordion variant="contained" chevronPosition="left" multiple order={3}>
          {reasonsOf(excluded_by_reason).map(({ reason, count }) => {
            const named = excluded.filter((one) => one.reason === reason);
            const further = count - named.length;
            return (
              <Accordion.Item key={reason} value={reason}>
                <Accordion.Control>
                  {t(`broadcasts.reason.${reason}`)}: {format.number(count)}
                </Accordion.Control>
                <Accordion.Panel>
                  <Text size="sm" mb="xs">
                    {t(`broadcasts.reasonText.${reason}`)}
                  </Text>
                  <NamedCustomers label={t(`broadcasts.reason.${reason}`)} named={named} further={further} />
                </Accordion.Panel>
              </Accordion.Item>
            );
          })}
        </Accordion>
      )}
    </Stack>
  );
}
