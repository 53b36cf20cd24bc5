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
import { OwnersOnly } from '@/app/session/OwnersOnly';
import { StaffOnly } from '@/app/session/StaffOnly';
import { readMailSearch, readNewBroadcastSearch, readSuppressionSearch } from '@/app/mailSearch';
import { CrashPage, LoadingPage, NotFoundPage } from '@/app/states';
import {
  readAuditSearch,
  readCustomerSearch,
  readListSearch,
  readLoginSearch,
  readMergeSearch,
} from '@/app/search';

const root = createRootRouteWithContext<{ queryClient: QueryClient }>()();

const login = createRoute({
  getParentRoute: () => root,
  path: '/anmelden',
  validateSearch: readLoginSearch,
  component: lazyRouteComponent(() => import('@/pages/login/LoginPage')),
});

const forgotPassword = createRoute({
  getParentRoute: () => root,
  path: '/passwort-vergessen',
  component: lazyRouteComponent(() => import('@/pages/password/ForgotPasswordPage')),
});

const setPassword = createRoute({
  getParentRoute: () => root,
  path: '/passwort',
  component: lazyRouteComponent(() => import('@/pages/password/SetPasswordPage')),
});

const unsubscribe = createRoute({
  getParentRoute: () => root,
  path: '/newsletter/abmelden',
  component: lazyRouteComponent(() => import('@/pages/newsletter/NewsletterPage')),
});

const confirmNewsletter = createRoute({
  getParentRoute: () => root,
  path: '/newsletter/bestaetigen',
  component: lazyRouteComponent(() => import('@/pages/newsletter/NewsletterPage')),
});

/** All pages for staff. Nobody signed in: to the login, and from there back. */
const staff = createRoute({
  getParentRoute: () => root,
  id: 'staff',
  component: StaffOnly,
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

const groups = createRoute({
  getParentRoute: () => staff,
  path: '/unternehmen/gruppen',
  component: lazyRouteComponent(() => import('@/pages/company/groups/GroupsPage')),
});

const ownSessions = createRoute({
  getParentRoute: () => staff,
  path: '/unternehmen/sitzungen',
  component: lazyRouteComponent(() => import('@/pages/company/sessions/OwnSessionsPage')),
});

const newMessage = createRoute({
  getParentRoute: () => staff,
  path: '/kommunikation/nachricht',
  component: lazyRouteComponent(() => import('@/pages/communication/message/NewMessagePage')),
});

const broadcasts = createRoute({
  getParentRoute: () => staff,
  path: '/kommunikation/mitteilungen',
  component: lazyRouteComponent(() => import('@/pages/communication/broadcasts/BroadcastsPage')),
});

const newBroadcast = createRoute({
  getParentRoute: () => staff,
  path: '/kommunikation/mitteilungen/neu',
  validateSearch: readNewBroadcastSearch,
  component: lazyRouteComponent(() => import('@/pages/communication/broadcasts/create/NewBroadcastPage')),
});

const broadcast = createRoute({
  getParentRoute: () => staff,
  path: '/kommunikation/mitteilungen/$broadcastId',
  component: lazyRouteComponent(() => import('@/pages/communication/broadcasts/one/BroadcastPage')),
});

const editBroadcast = createRoute({
  getParentRoute: () => staff,
  path: '/kommunikation/mitteilungen/$broadcastId/bearbeiten',
  component: lazyRouteComponent(() => import('@/pages/communication/broadcasts/edit/EditBroadcastPage')),
});

const templates = createRoute({
  getParentRoute: () => staff,
  path: '/unternehmen/vorlagen',
  component: lazyRouteComponent(() => import('@/pages/company/templates/TemplatesPage')),
});

const sentMails = createRoute({
  getParentRoute: () => staff,
  path: '/unternehmen/versendete-emails',
  validateSearch: readMailSearch,
  component: lazyRouteComponent(() => import('@/pages/company/mails/SentMailsPage')),
});

const suppressions = createRoute({
  getParentRoute: () => staff,
  path: '/unternehmen/versandsperren',
  validateSearch: readSuppressionSearch,
  component: lazyRouteComponent(() => import('@/pages/company/suppressions/SuppressionsPage')),
});

const owner = createRoute({ getParentRoute: () => staff, id: 'owner', component: OwnersOnly });

const staffAccounts = createRoute({
  getParentRoute: () => owner,
  path: '/unternehmen/mitarbeitende',
  component: lazyRouteComponent(() => import('@/pages/company/staff/StaffPage')),
});

const audit = createRoute({
  getParentRoute: () => owner,
  path: '/unternehmen/protokoll',
  validateSearch: readAuditSearch,
  component: lazyRouteComponent(() => import('@/pages/company/audit/AuditPage')),
});

export const router = createRouter({
  routeTree: root.addChildren([
    login,
    forgotPassword,
    setPassword,
    unsubscribe,
    confirmNewsletter,
    staff.addChildren([
      home,
      customers,
      customer,
      merge,
      erasure,
      importUpload,
      importJob,
      operations,
      newMessage,
      broadcasts,
      newBroadcast,
      broadcast,
      editBroadcast,
      templates,
      groups,
      ownSessions,
      sentMails,
      suppressions,
      owner.addChildren([staffAccounts, audit]),
    ]),
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
