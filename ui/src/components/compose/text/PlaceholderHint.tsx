import { Alert } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { placeholdersQuery } from '@/api/content';
import { almostPlaceholders } from '@/components/compose/text/placeholders';

/** Warns of what looks like a placeholder and is none; it may be meant, so it is sent all the same. */
export function PlaceholderHint({ texts }: { texts: readonly string[] }) {
  const { t, i18n } = useTranslation();
  const { data: known = [] } = useQuery(placeholdersQuery(i18n.language));
  const almost = [...new Set(texts.flatMap((text) => almostPlaceholders(text, known)))];
  if (almost.length === 0) return null;
  return (
    <Alert color="yellow" role="status">
      {t('compose.almostPlaceholder', {
        names: almost.slice(0, 5).join(', '),
        example: `{{${known[0]?.name}}}`,
      })}
    </Alert>
  );
}
