import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { accountNameQuery } from '@/api/accounts';
import { isGone } from '@/api/problem';

/** The name of the account that did something; nothing until it is known, or when no person did it. */
export function useColleague(accountId: string | null): string {
  const { t } = useTranslation();
  const { data, error } = useQuery({ ...accountNameQuery(accountId ?? ''), enabled: accountId !== null });
  return isGone(error) ? t('person.formerColleague') : (data?.name ?? '');
}
