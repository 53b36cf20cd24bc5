import { Group, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

interface Props {
  title: ReactNode;
  /** A line above the title: where the page belongs. */
  above?: ReactNode;
  /** Marks beside the title. */
  marks?: ReactNode;
  below?: ReactNode;
  actions?: ReactNode;
}

/** The head of a page: title left, actions top right. */
export function PageHeader({ title, above, marks, below, actions }: Props) {
  return (
    <Group justify="space-between" align="flex-end" mb="lg" gap="md">
      <Stack gap={4} style={{ flex: '1 1 20rem', minWidth: 0, overflowWrap: 'anywhere' }}>
        {above}
        <Group gap="sm">
          <Title order={1} size="h2">
            {title}
          </Title>
          {marks}
        </Group>
        {below && (
          <Text component="div" c="dimmed" size="sm">
            {below}
          </Text>
        )}
      </Stack>
      {actions && <Group gap="sm">{actions}</Group>}
    </Group>
  );
}
