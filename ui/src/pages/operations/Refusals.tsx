import { Alert, Anchor, List, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { ServiceState } from '@/api/types';
import { useFormat } from '@/i18n/useFormat';

/** What mail servers say against us, as the messaging service names it. */
type Refusal = 'network' | 'policy' | 'spam';

/** What came back without the address being to blame: how often, when last, and the mails themselves (M6). */
export function Refusals({ alarms }: { alarms: ServiceState['alarms'] }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (alarms.length === 0) return null;
  return (
    <Alert color="orange" title={t('operations.refused.title')}>
      <Text size="sm">{t('operations.refused.text')}</Text>
      <List size="sm" mt="xs" aria-label={t('operations.refused.title')}>
        {alarms.map(({ name, count, latest_at: at }) => {
          const reason = t(`operations.refusal.${name as Refusal}`);
          return (
            <List.Item key={name}>
              {t('operations.refused.line', {
                reason,
                count,
                number: format.number(count),
                at: format.dateTime(at),
              })}{' '}
              <Anchor
                component={Link}
                to="/unternehmen/versendete-emails"
                search={{ reason: name } as never}
                inherit
                underline="always"
                aria-label={t('operations.refused.showOf', { reason })}
              >
                {t('operations.refused.show')}
              </Anchor>
            </List.Item>
          );
        })}
      </List>
    </Alert>
  );
}
