import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useColleague } from '@/components/useColleague';

/** Who of the desk did it. */
export function ByColleague({ accountId }: { accountId: string }) {
  const { t } = useTranslation();
  const name = useColleague(accountId);
  return (
    <Text size="sm" c="dimmed">
      {name && t('history.byColleague', { name })}
    </Text>
  );
}
