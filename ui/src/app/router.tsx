import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router';
import type { QueryClient } from '@tanstack/react-query';
import { sessionQuery } from '@/api/session';
import { queryClient } from '@/app/queryClient';
import { Shell } from '@/app/shell/Shell';
import { CrashPage, LoadingPage, NotFoundPage } from '@/app/states';
import { readCustomerSearch, readListSearch, readLoginSearch, readMergeSearch } from '@/app/search';

const root = createRootRouteWithContext<{ queryClient: QueryClient }>()();

const login = createRoute({
  getParentRoute: () => root,
  path: '/anmelden',
  validateSearch: readLoginSearch,
  component: lazyRouteComponent(() => import('@/pages/login/LoginPage')),
});

/** All pages for staff. Nobody signed in: to the login, and from there back. */
const staff = createRoute({
  getParentRoute: () => root,
  id: 'staff',
  component: Shell,
  beforeLoad: async ({ context, location }) => {
    // Once inside, an ended session is asked for over the page (SessionExpiredDialog).
    if (context.queryClient.getQueryState(sessionQuery.queryKey)?.data === undefined) {
      await context.queryClient.query(sessionQuery);
    }
    if (!context.queryClient.getQueryData(sessionQuery.queryKey)) {
      throw redirect({ to: '/anmelden', search: { ziel: location.href } });
    }
  },
});

const home = createRoute({
  getParentRoute: () => staff,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/kunden', replace: true });
  },
});

const customers = createRoute({
  getParentRoute: () => staff,
  path: '/kunden',
  validateSearch: readListSearch,
  component: lazyRouteComponent(() => import('@/pages/customers/list/CustomerListPage')),
});

const customer = createRoute({
  getParentRoute: () => staff,
  path: '/kunden/$customerId',
  validateSearch: readCustomerSearch,
  component: lazyRouteComponent(() => import('@/pages/customers/customer/CustomerPage')),
});

const merge = createRoute({
  getParentRoute: () => staff,
  path: '/kunden/$customerId/zusammenfuehren',
  validateSearch: readMergeSearch,
  component: lazyRouteComponent(() => import('@/pages/customers/merge/MergePage')),
});

const erasure = createRoute({
  getParentRoute: () => staff,
  path: '/loeschungen/$customerId',
  component: lazyRouteComponent(() => import('@/pages/customers/erasure/ErasurePage')),
});

const importUpload = createRoute({
  getParentRoute: () => staff,
  path: '/support/import',
  component: lazyRouteComponent(() => import('@/pages/support/ImportUploadPage')),
});

const importJob = createRoute({
  getParentRoute: () => staff,
  path: '/support/import/$importId',
  component: lazyRouteComponent(() => import('@/pages/support/ImportPage')),
});

const operations = createRoute({
  getParentRoute: () => staff,
  path: '/betrieb',
  component: lazyRouteComponent(() => import('@/pages/operations/OperationsPage')),
});

export const router = createRouter({
  routeTree: root.addChildren([
    login,
    staff.addChildren([home, customers, customer, merge, erasure, importUpload, importJob, operations]),
  ]),
  context: { queryClient },
  scrollRestoration: true,
  defaultErrorComponent: CrashPage,
  defaultNotFoundComponent: NotFoundPage,
  defaultPendingComponent: LoadingPage,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
