import { Alert, Button, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconMailOff } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { suppressionsOfQuery } from '@/api/suppressions';
import type { Suppression } from '@/api/types';
import { LiftDialog } from '@/components/suppressions/LiftDialog';
import { isLiftable } from '@/components/suppressions/suppressionWords';
import { useFormat } from '@/i18n/useFormat';

/** On a customer: that nothing goes to their address, why, and the way to let it go there again. */
export function SuppressionNotices({ customerId }: { customerId: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { data: suppressions = [] } = useQuery(suppressionsOfQuery(customerId));
  const [lifting, setLifting] = useState<Suppression | null>(null);
  return (
    <>
      {suppressions.map((suppression) => (
        <Alert
          key={suppression.id}
          color={suppression.scope === 'mail' ? 'red' : 'yellow'}
          icon={<IconMailOff aria-hidden />}
          title={t(
            suppression.scope === 'mail' ? 'suppressions.noticeMail' : 'suppressions.noticeNewsletter',
            {
              address: suppression.address ?? suppression.customer_name,
            },
          )}
        >
          <Stack align="flex-start" gap="xs">
            <Text size="sm">
              {t(`suppressions.reasonOf.${suppression.reason}`)},{' '}
              {t('suppressions.sinceOn', { at: format.date(suppression.created_at) })}.{' '}
              {t(`suppressions.liftAdvice.${suppression.reason}`)}
            </Text>
            {isLiftable(suppression) && (
              <Button size="xs" variant="default" onClick={() => setLifting(suppression)}>
                {t('suppressions.lift')}
              </Button>
            )}
          </Stack>
        </Alert>
      ))}
      <LiftDialog suppression={lifting} onClose={() => setLifting(null)} />
    </>
  );
}
