import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import {
  formatCountry,
  formatDate,
  formatDateTime,
  formatDateTimeExact,
  formatDay,
  formatFileSize,
  formatMoney,
  formatNumber,
} from '@/i18n/format';

/** The formats of `i18n/format.ts` in the language of the page. */
export function useFormat() {
  const { language } = useTranslation().i18n;
  return useMemo(
    () => ({
      day: (value: string) => formatDay(value, language),
      date: (value: string) => formatDate(value, language),
      dateTime: (value: string) => formatDateTime(value, language),
      dateTimeExact: (value: string) => formatDateTimeExact(value, language),
      fileSize: (bytes: number) => formatFileSize(bytes, language),
      country: (code: string) => formatCountry(code, language),
      number: (value: number) => formatNumber(value, language),
      money: (cents: number) => formatMoney(cents, language),
    }),
    [language],
  );
}
