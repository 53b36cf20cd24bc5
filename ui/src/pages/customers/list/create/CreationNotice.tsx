import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '@/api/problem';
import type { Candidate } from '@/api/types';
import { FormFailure } from '@/components/FormFailure';
import { DuplicateNotice } from '@/pages/customers/list/create/DuplicateNotice';

interface Props {
  error: unknown;
  /** The inputs changed since they were refused. */
  edited: boolean;
  hasField: (name: string) => boolean;
  /** Whom the typed customer resembles so far. */
  resembling: readonly Candidate[];
  pending: boolean;
  onForce: () => void;
}

/** On top of `Kunden anlegen`: why it was refused, or whom the new customer resembles (C11). */
export function CreationNotice({ error, edited, hasField, resembling, pending, onForce }: Props) {
  const { t } = useTranslation();
  const candidates = (error instanceof ApiProblem ? error.document.candidates : undefined) as
    Candidate[] | undefined;
  const resembles = error instanceof ApiProblem && error.slug === 'customer-resembles-others';
  if (candidates && resembles && !edited) {
    return (
      <DuplicateNotice
        role="alert"
        title={t('duplicates.refused')}
        text={t('duplicates.refusedText')}
        candidates={candidates}
        action={
          <Button size="xs" variant="default" loading={pending} onClick={onForce}>
            {t('duplicates.createAnyway')}
          </Button>
        }
      />
    );
  }
  if (candidates && !resembles)
    return <DuplicateNotice role="alert" title={t('create.emailTaken')} candidates={candidates} />;
  if (error && !resembles) return <FormFailure error={error} hasField={hasField} />;
  if (resembling.length === 0) return null;
  return (
    <DuplicateNotice
      role="status"
      title={t('duplicates.similar')}
      text={t('duplicates.similarText')}
      candidates={resembling}
    />
  );
}
