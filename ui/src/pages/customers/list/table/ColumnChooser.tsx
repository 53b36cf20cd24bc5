import { Button, Checkbox, Popover, Stack } from '@mantine/core';
import { IconColumns3 } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { COLUMNS, FIXED_COLUMN, type ColumnName } from '@/pages/customers/list/table/useShownColumns';

interface Props {
  shown: readonly ColumnName[];
  onChoose: (names: readonly string[]) => void;
  onReset: () => void;
}

/** `Spalten`: which columns the list has; this browser remembers it. */
export function ColumnChooser({ shown, onChoose, onReset }: Props) {
  const { t } = useTranslation();
  return (
    <Popover position="bottom-end" shadow="md" trapFocus>
      <Popover.Target>
        <Button variant="default" leftSection={<IconColumns3 size={16} aria-hidden />}>
          {t('customerList.columns')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('customerList.columns')}>
        <Stack align="flex-start">
          <Checkbox.Group
            label={t('customerList.columnsText')}
            value={[...shown]}
            onChange={(names) => onChoose(names)}
          >
            <Stack gap="xs" mt="sm">
              {COLUMNS.map((name) => (
                <Checkbox
                  key={name}
                  value={name}
                  disabled={name === FIXED_COLUMN}
                  label={t(`customerColumn.${name}`)}
                />
              ))}
            </Stack>
          </Checkbox.Group>
          <Button size="xs" variant="default" onClick={onReset}>
            {t('customerList.columnsReset')}
          </Button>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
