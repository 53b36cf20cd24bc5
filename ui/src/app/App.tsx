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
        {/* Over the head, between a page's title and its buttons. */}
        <Notifications className="toasts" position="top-center" containerWidth={320} />
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  );
}
