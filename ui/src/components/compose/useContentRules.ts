import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { placeholdersQuery } from '@/api/content';
import { contentRules } from '@/components/compose/content';

/** The rules for what a mail says, with the placeholders there are. */
export function useContentRules() {
  const { t, i18n } = useTranslation();
  const { data: known = [] } = useQuery(placeholdersQuery(i18n.language));
  return contentRules(t, known);
}
