import { Button } from '@mantine/core';
import { IconFilter } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

interface Props {
  count: number;
  unfolded: boolean;
  onToggle: () => void;
}

/** Unfolds the filters on a small screen, and says how many are set. */
export function FilterButton({ count, unfolded, onToggle }: Props) {
  const { t } = useTranslation();
  return (
    <Button
      hiddenFrom="sm"
      variant="default"
      aria-expanded={unfolded}
      leftSection={<IconFilter size={16} aria-hidden />}
      onClick={onToggle}
    >
      {count === 0 ? t('customerFilter.title') : t('customerFilter.titleCount', { count })}
    </Button>
  );
}
