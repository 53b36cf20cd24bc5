import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { IconCopy } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Broadcast } from '@/api/types';

/** The way to a new one with the same text and audience. */
export function CopyBroadcast({ broadcast: { id } }: { broadcast: Broadcast }) {
  const { t } = useTranslation();
  return (
    <Button
      component={Link}
      to="/kommunikation/mitteilungen/neu"
      search={{ wie: id } as never}
      variant="default"
      leftSection={<IconCopy size={16} aria-hidden />}
    >
      {t('broadcasts.copy')}
    </Button>
  );
}
