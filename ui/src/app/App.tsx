import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useEffect } from 'react';
import { queryClient } from '@/app/queryClient';
import { router } from '@/app/router';
import { listenToOtherTabs } from '@/app/session/session';
import { cssVariables, theme } from '@/app/theme';

/** Everything around the pages: look, texts, data and routes. */
export function App() {
  useEffect(() => listenToOtherTabs(queryClient), []);
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} forceColorScheme="light">
      <QueryClientProvider client={queryClient}>
        <Notifications position="bottom-right" autoClose={6000} />
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  );
}
