/** What keeps the messaging service from its work, as it names it. */
const TROUBLES = ['mailbox', 'relay_away', 'relay_login', 'relay_tls'] as const;
export type Trouble = (typeof TROUBLES)[number];

/** Whether an alarm tells of one. */
export function isTrouble(name: string): name is Trouble {
  return TROUBLES.some((trouble) => trouble === name);
}
