import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { IconEdit } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Broadcast } from '@/api/types';

/** The way to change what waits for its time; none where nothing waits. */
export function EditLink({ broadcast: { id, status } }: { broadcast: Broadcast }) {
  const { t } = useTranslation();
  if (status !== 'scheduled') return null;
  return (
    <Button
      component={Link}
      to="/kommunikation/mitteilungen/$broadcastId/bearbeiten"
      params={{ broadcastId: id } as never}
      variant="default"
      leftSection={<IconEdit size={16} aria-hidden />}
    >
      {t('customer.edit')}
    </Button>
  );
}
