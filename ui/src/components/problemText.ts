import { useTranslation } from 'react-i18next';
import { ApiProblem } from '@/api/problem';

export interface ProblemText {
  title: string;
  text: string;
}

/** Turns any failure into a title and a sentence that says what to do. The server's own words come first. */
export function useProblemText(): (error: unknown) => ProblemText {
  const { t } = useTranslation();
  return (error) => {
    if (!(error instanceof ApiProblem)) return { title: t('problems.crash'), text: t('problems.crashText') };
    if (error.status === 0 || error.status === 502 || error.status === 504) {
      return { title: t('problems.unreachable'), text: t('problems.unreachableText') };
    }
    if (error.status === 401) return { title: t('session.expiredTitle'), text: t('session.expiredText') };
    const fields = error.errors.map(({ message }) => message).join(' ');
    return {
      title: error.title || t('problems.refused'),
      text: error.detail || fields || t('problems.refusedText'),
    };
  };
}
