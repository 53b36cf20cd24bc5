import { Group, Paper, Title } from '@mantine/core';
import type { ReactNode } from 'react';

interface Props {
  title?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
  /** Tables reach the edges. */
  flush?: boolean;
}

/** A titled part of a page. */
export function Panel({ title, actions, children, flush = false }: Props) {
  return (
    <Paper component="section" withBorder p={flush ? 0 : 'lg'} style={{ overflow: 'hidden' }}>
      {(title ?? actions) && (
        <Group justify="space-between" mb={flush ? 0 : 'md'} p={flush ? 'lg' : 0} pb={flush ? 'sm' : 0}>
          {title && (
            <Title order={2} size="h4">
              {title}
            </Title>
          )}
          {actions && <Group gap="sm">{actions}</Group>}
        </Group>
      )}
      {children}
    </Paper>
  );
}
