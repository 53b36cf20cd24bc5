import { Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { useLostStreams } from '@/live/connection';

const SHORT_OUTAGE_MS = 4000;

/** Says when changes of others do not reach the page; a short outage is not worth a word. */
export function ConnectionNotice() {
  const { t } = useTranslation();
  const lost = useLostStreams();
  const [lostForLong] = useDebouncedValue(lost.length > 0, SHORT_OUTAGE_MS);
  return (
    <Text role="status" size="sm" c="dimmed" visibleFrom="sm" truncate>
      {lost.length > 0 && lostForLong ? t('shell.connectionLost') : ''}
    </Text>
  );
}
