import { useTranslation } from 'react-i18next';
import type { AuditEntry } from '@/api/types';
import de from '@/i18n/de.json';

/** The actions that have a sentence, as the trail names them: `customer.blocked`. */
const AUDIT_ACTIONS: readonly string[] = Object.entries(de.auditAction).flatMap(([subject, actions]) =>
  Object.keys(actions).map((action) => `${subject}.${action}`),
);

export interface AuditWords {
  /** The actions to filter by, in the words of the page. */
  actions: { value: string; label: string }[];
  sentence: (entry: AuditEntry) => string;
  /** Which fields, how many, which role: what the trail keeps beside ids. Empty for nothing. */
  detail: (entry: AuditEntry) => string;
}

/** Entries of the audit trail as sentences. An action of a newer service is named as it is. */
export function useAuditWords(): AuditWords {
  const { t, i18n } = useTranslation();
  const word = (group: string, name: string) => {
    const key = `${group}.${name}`;
    return i18n.exists(key) ? t(key as 'auditField.email') : name;
  };
  const value = (name: string, given: unknown): string => {
    if (Array.isArray(given)) return given.map((one) => word('auditField', String(one))).join(', ');
    if (name === 'role') return word('role', String(given));
    return typeof given === 'number' || typeof given === 'string' ? String(given) : '';
  };
  return {
    actions: AUDIT_ACTIONS.map((action) => ({
      value: action,
      label: t(`auditAction.${action}` as 'auditAction.customer.created', { who: '…' }),
    })),
    sentence: ({ action, account_name }) => {
      const who = account_name ?? t('audit.nobody');
      return AUDIT_ACTIONS.includes(action)
        ? t(`auditAction.${action}` as 'auditAction.customer.created', { who })
        : `${who}: ${action}`;
    },
    detail: ({ detail }) =>
      Object.entries(detail)
        .filter(([name]) => i18n.exists(`auditDetail.${name}`))
        .map(([name, given]) => ({ name: word('auditDetail', name), value: value(name, given) }))
        .filter((part) => part.value !== '')
        .map((part) => `${part.name}: ${part.value}`)
        .join(' · '),
  };
}
