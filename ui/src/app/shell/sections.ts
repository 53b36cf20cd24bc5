import type { ParseKeys } from 'i18next';
import {
  IconActivity,
  IconBuilding,
  IconCalendar,
  IconCoinEuro,
  IconLifebuoy,
  IconMail,
  IconUsers,
  type Icon,
} from '@tabler/icons-react';

export interface Section {
  name: ParseKeys;
  icon: Icon;
  /** The pages that exist. A section without any says so instead of offering a dead link. */
  pages: readonly SectionPage[];
}

interface SectionPage {
  name: ParseKeys;
  to:
    | '/kunden'
    | '/support/import'
    | '/betrieb'
    | '/kommunikation/nachricht'
    | '/kommunikation/mitteilungen'
    | '/unternehmen/vorlagen'
    | '/unternehmen/gruppen'
    | '/unternehmen/mitarbeitende'
    | '/unternehmen/sitzungen'
    | '/unternehmen/protokoll'
    | '/unternehmen/versendete-emails'
    | '/unternehmen/versandsperren';
  /** What several pages stand under; those of a group follow one another. */
  group?: ParseKeys;
  /** In the menu of owners alone. */
  ownersOnly?: boolean;
}

/** The menu, in its order. A new page is one more line here and a route in `app/router.tsx`. */
export const SECTIONS: readonly Section[] = [
  { name: 'menu.customers', icon: IconUsers, pages: [{ name: 'menu.customerList', to: '/kunden' }] },
  { name: 'menu.courses', icon: IconCalendar, pages: [] },
  { name: 'menu.finance', icon: IconCoinEuro, pages: [] },
  {
    name: 'menu.communication',
    icon: IconMail,
    pages: [
      { name: 'compose.title', to: '/kommunikation/nachricht' },
      { name: 'broadcasts.title', to: '/kommunikation/mitteilungen' },
    ],
  },
  {
    name: 'menu.company',
    icon: IconBuilding,
    pages: [
      { name: 'menu.groups', to: '/unternehmen/gruppen' },
      { name: 'templates.title', to: '/unternehmen/vorlagen' },
      { name: 'menu.staff', to: '/unternehmen/mitarbeitende', ownersOnly: true },
      { name: 'menu.ownSessions', to: '/unternehmen/sitzungen' },
      { name: 'menu.audit', to: '/unternehmen/protokoll', ownersOnly: true },
      { name: 'menu.sentMails', to: '/unternehmen/versendete-emails', group: 'menu.systemMails' },
      { name: 'menu.suppressions', to: '/unternehmen/versandsperren', group: 'menu.systemMails' },
    ],
  },
  { name: 'menu.operations', icon: IconActivity, pages: [{ name: 'menu.services', to: '/betrieb' }] },
  { name: 'menu.support', icon: IconLifebuoy, pages: [{ name: 'menu.import', to: '/support/import' }] },
];
