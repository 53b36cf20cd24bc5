import { Alert, Anchor, List, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Candidate } from '@/api/types';
import { reasonsOf } from '@/pages/customers/resemblance';

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
  const { t } = useTranslation();
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
            {candidate.reasons.length > 0 && ` – ${reasonsOf(candidate.reasons, t)}`}
          </List.Item>
        ))}
      </List>
      {action}
    </Alert>
  );
}
