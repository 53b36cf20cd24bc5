import { Alert, Anchor, Button, List, Stack } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Candidate } from '@/api/types';

interface Props {
  candidates: Candidate[];
  /** An e-mail belongs to one customer; then there is no "anyway". */
  emailTaken: boolean;
  pending: boolean;
  onForce: () => void;
}

/** Names the customers that a new one resembles. */
export function DuplicateNotice({ candidates, emailTaken, pending, onForce }: Props) {
  const { t, i18n } = useTranslation();
  const reason = (name: string) =>
    i18n.exists(`duplicateReason.${name}`) ? t(`duplicateReason.${name}` as 'duplicateReason.email') : name;
  return (
    <Alert color="orange" role="alert" title={emailTaken ? t('create.emailTaken') : t('create.similar')}>
      <Stack align="flex-start" gap="sm">
        <List>
          {candidates.map((candidate) => (
            <List.Item key={candidate.id}>
              <Anchor component={Link} to={`/kunden/${candidate.id}`} underline="always">
                {candidate.name} ({candidate.number})
              </Anchor>{' '}
              – {candidate.reasons.map(reason).join(', ')}
            </List.Item>
          ))}
        </List>
        {!emailTaken && (
          <Button variant="default" size="xs" loading={pending} onClick={onForce}>
            {t('create.force')}
          </Button>
        )}
      </Stack>
    </Alert>
  );
}
