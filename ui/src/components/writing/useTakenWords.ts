import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { customerQuery } from '@/api/customers';
import type { Customer, DryRun, TakenMessage } from '@/api/types';
import { toastDone, toastHint } from '@/components/toasts';
import { useFormat } from '@/i18n/useFormat';
import { fullName } from '@/pages/customers/names';

/** What the only recipient is called; empty until it is known. */
export function useNameOfOnly(ids: readonly string[], known: readonly Customer[]): string {
  const [only = ''] = ids;
  const loaded = known.find(({ id }) => id === only);
  const { data } = useQuery({ ...customerQuery(only), enabled: ids.length === 1 && !loaded });
  const customer = loaded ?? data;
  return customer ? fullName(customer) : '';
}

/** Says what became of what was sent, truly: on its way, in the portal, planned, or not sent at all and why. */
export function useTakenWords() {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  return {
    message: (taken: TakenMessage, name: string, at: string | undefined): void => {
      const link = {
        label: t('contact.show'),
        onFollow: () =>
          void navigate({
            to: '/kunden/$customerId',
            params: { customerId: taken.customer_id },
            search: { reiter: 'kommunikation', nachricht: taken.id } as never,
          }),
      };
      if (taken.suppressed_reason) {
        toastHint(t('contact.notSent', { name }), t(`suppressedReason.${taken.suppressed_reason}`), link);
      } else if (at) {
        toastDone(t('contact.planned', { name, at: format.dateTime(at) }), link);
      } else {
        toastDone(t(taken.status === 'accepted' ? 'contact.shelved' : 'contact.leaving', { name }), link);
      }
    },
    /** The broadcast's page shows the rest. */
    broadcast: (id: string, found: DryRun | undefined, picked: number, at: string | undefined): void => {
      const count = found?.recipients ?? 0;
      const leftOut = picked - count;
      toastDone(
        [
          at
            ? t('contact.plannedToMany', {
                count,
                number: format.number(count),
                at: format.dateTime(at),
              })
            : t('contact.leavingToMany', { count, number: format.number(count) }),
          leftOut > 0 ? t('contact.leftOutToo', { count: leftOut, number: format.number(leftOut) }) : '',
        ]
          .join(' ')
          .trim(),
      );
      void navigate({ to: '/kommunikation/mitteilungen/$broadcastId', params: { broadcastId: id } });
    },
  };
}
