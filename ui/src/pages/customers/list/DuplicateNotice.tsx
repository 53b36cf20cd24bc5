import { Alert, Anchor, List } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Candidate } from '@/api/types';

/** Names the customers that have the e-mail address already: an address belongs to one customer. */
export function DuplicateNotice({ candidates }: { candidates: Candidate[] }) {
  const { t } = useTranslation();
  return (
    <Alert color="orange" role="alert" title={t('create.emailTaken')}>
      <List>
        {candidates.map((candidate) => (
          <List.Item key={candidate.id}>
            <Anchor
              component={Link}
              to="/kunden/$customerId"
              params={{ customerId: candidate.id } as never}
              underline="always"
            >
              {candidate.name} ({candidate.number})
            </Anchor>
          </List.Item>
        ))}
      </List>
    </Alert>
  );
}
