import type { TFunction } from 'i18next';
import type { Candidate } from '@/api/types';

/** Why a customer resembles another one, in words: `gleiche Telefonnummer, ähnlicher Name und gleiche Postleitzahl`. */
export function reasonsOf(reasons: Candidate['reasons'], t: TFunction): string {
  return reasons.map((reason) => t(`resemblance.${reason}`)).join(', ');
}
