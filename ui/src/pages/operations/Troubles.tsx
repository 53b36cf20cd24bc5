import { Alert, List, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ServiceState } from '@/api/types';
import { useFormat } from '@/i18n/useFormat';
import { isTrouble } from '@/pages/operations/troubleNames';

/** What keeps mails from leaving or reports from being read, until somebody mends it (M6). */
export function Troubles({ alarms }: { alarms: ServiceState['alarms'] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const found = alarms.flatMap(({ name, ...rest }) => (isTrouble(name) ? [{ name, ...rest }] : []));
  if (found.length === 0) return null;
  return (
    <Alert color="orange" title={t('operations.troubled.title')}>
      <Text size="sm">{t('operations.troubled.text')}</Text>
      <List size="sm" mt="xs" aria-label={t('operations.troubled.title')}>
        {found.map(({ name, count, latest_at: at }) => (
          <List.Item key={name}>
            {t('operations.troubled.line', {
              what: t(`operations.trouble.${name}`),
              count,
              number: format.number(count),
              at: format.dateTime(at),
            })}
          </List.Item>
        ))}
      </List>
    </Alert>
  );
}
