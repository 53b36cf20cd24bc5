import type { TFunction } from 'i18next';
import { i18n } from '@/i18n';

/** Why a customer resembles another one, in words: `gleiche Telefonnummer, ähnlicher Name und gleiche Postleitzahl`. */
export function reasonsOf(reasons: readonly string[], t: TFunction): string {
  return reasons
    .filter((reason) => i18n.exists(`resemblance.${reason}`))
    .map((reason) => t(`resemblance.${reason}` as 'resemblance.email'))
    .join(', ');
}
