import { Badge, Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Dialect } from '@/api/types';
import { Panel } from '@/components/Panel';

/** How the file was read, so that a wrong guess is seen before anything is created. */
export function DialectPanel({ dialect }: { dialect: Dialect }) {
  const { t, i18n } = useTranslation();
  const delimiters: Record<string, string> = {
    ';': t('dialect.semicolon'),
    ',': t('dialect.comma'),
    '\t': t('dialect.tab'),
  };
  const encoding = dialect.encoding.toLowerCase();
  const encodingKey = `encoding.${encoding}`;
  return (
    <Panel title={t('dialect.title')}>
      <Stack>
        <Text>
          {t('dialect.text', {
            encoding: i18n.exists(encodingKey) ? t(encodingKey as 'encoding.utf-8') : dialect.encoding,
            delimiter: delimiters[dialect.delimiter] ?? dialect.delimiter,
          })}
        </Text>
        <div>
          <Text size="sm" c="dimmed" mb={6}>
            {t('dialect.columns')}
          </Text>
          <Group gap={6}>
            {dialect.header.map((column, index) => (
              <Badge key={`${index} ${column}`} color="gray">
                {column}
              </Badge>
            ))}
          </Group>
        </div>
      </Stack>
    </Panel>
  );
}
