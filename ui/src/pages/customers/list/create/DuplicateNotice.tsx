import { Alert, Anchor, List, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Candidate } from '@/api/types';

interface Props {
  title: string;
  text?: string;
  candidates: readonly Candidate[];
  /** A hint while typing is said politely, a refusal at once. */
  role: 'status' | 'alert';
  action?: ReactNode;
}

/** Names the customers that a new one resembles and why; each opens in a tab of its own, so that nothing typed is lost. */
export function DuplicateNotice({ title, text, candidates, role, action }: Props) {
  const { t, i18n } = useTranslation();
  const why = (reasons: string[]) =>
    reasons
      .map((reason) => `duplicateReason.${reason}`)
      .filter((key) => i18n.exists(key))
      .map((key) => t(key as 'duplicateReason.email'))
      .join(', ');
  return (
    <Alert color="orange" role={role} title={title}>
      {text && <Text size="sm">{text}</Text>}
      <List size="sm" my="xs">
        {candidates.map((candidate) => (
          <List.Item key={candidate.id}>
            <Anchor
              component={Link}
              to="/kunden/$customerId"
              params={{ customerId: candidate.id } as never}
              target="_blank"
              underline="always"
              size="sm"
            >
              {candidate.name} ({candidate.number})
            </Anchor>
            {why(candidate.reasons) && ` – ${why(candidate.reasons)}`}
          </List.Item>
        ))}
      </List>
      {action}
    </Alert>
  );
}
