import { Center, Group, Paper, Stack, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { Brand } from '@/app/shell/Brand';
import { LanguageSwitch } from '@/app/shell/LanguageSwitch';
import { usePageTitle } from '@/components/usePageTitle';

/** The frame of the few pages that need no login. */
export function PublicPage({ title, children }: { title: string; children: ReactNode }) {
  usePageTitle(title);
  return (
    <Center component="main" mih="100dvh" p="md">
      <Stack w="100%" maw={420} gap="lg">
        <Brand />
        <Paper withBorder p={{ base: 'lg', xs: 'xl' }} shadow="xs">
          <Title order={1} size="h3" mb="lg">
            {title}
          </Title>
          {children}
        </Paper>
        <Group justify="center">
          <LanguageSwitch />
        </Group>
      </Stack>
    </Center>
  );
}
