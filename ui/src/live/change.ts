import type { ServiceName } from '@/api/client';

/** What a service's stream tells: something of this kind changed; ids only, never contents. */
export interface Change {
  service: ServiceName;
  kind: string;
  id: string;
  [further: string]: string;
}

/** The entities of `api/keys.ts` that a change of each kind may touch, per service and kind. */
const TOUCHES: Record<string, readonly string[]> = {
  'customers:customer': ['customer', 'participant', 'erasure', 'portal-account', 'group-size', 'audit'],
  'customers:note': ['note', 'participant', 'audit'],
  'customers:erasure': ['erasure'],
  'customers:customer-group': ['customer-group', 'group-size', 'audit'],
  'customers:recipient-group': ['recipient-group', 'group-size', 'audit'],
  'customers:account': ['account', 'own-session', 'audit'],
  'billing:invoice': ['invoice'],
  'billing:customer': ['invoice'],
  'messaging:message': ['message'],
  'messaging:customer': ['message', 'suppression', 'audience'],
  'messaging:broadcast': ['broadcast'],
  'messaging:course-date': ['course-date', 'audience'],
  'messaging:suppression': ['suppression', 'audience'],
  'messaging:template': ['template'],
  'importer:import': ['import'],
};

/** The entities that any change of the service may touch. */
export function touchedBy(service: ServiceName): ReadonlySet<string> {
  return new Set(
    Object.entries(TOUCHES).flatMap(([kind, entities]) => (kind.startsWith(`${service}:`) ? entities : [])),
  );
}

/** True when what was fetched under `key` may have changed. Ids that only one side names do not exclude. */
export function touches(change: Change, key: readonly unknown[]): boolean {
  const [entity, scope] = key as [string, Record<string, string | readonly string[]> | undefined];
  if (!(TOUCHES[`${change.service}:${change.kind}`] ?? []).includes(entity)) return false;
  const ids: Record<string, string> = { ...change, [`${change.kind}_id`]: change.id };
  return Object.entries(scope ?? {}).every(([name, about]) => {
    const changed = ids[name];
    return changed === undefined || [about].flat().includes(changed);
  });
}
