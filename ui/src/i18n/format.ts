/** German and English ways to write dates, numbers and money. */
const LOCALES: Record<string, string> = { de: 'de-DE', en: 'en-GB' };

function locale(language: string): string {
  return LOCALES[language] ?? 'de-DE';
}

/** `2014-03-09` → `09.03.2014`; a day is a day everywhere, no time zone shifts it. */
export function formatDay(day: string, language: string): string {
  const options = { day: '2-digit', month: '2-digit', year: 'numeric', timeZone: 'UTC' } as const;
  return new Intl.DateTimeFormat(locale(language), options).format(new Date(`${day}T00:00:00Z`));
}

/** The day of a moment in the zone of the desk. */
export function formatDate(moment: string, language: string, timeZone?: string): string {
  const options = { day: '2-digit', month: '2-digit', year: 'numeric', timeZone } as const;
  return new Intl.DateTimeFormat(locale(language), options).format(new Date(moment));
}

/** Day and minute of a moment in the zone of the desk. */
export function formatDateTime(moment: string, language: string, timeZone?: string): string {
  const options = {
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZone,
  } as const;
  return new Intl.DateTimeFormat(locale(language), options).format(new Date(moment));
}

export function formatNumber(value: number, language: string): string {
  return new Intl.NumberFormat(locale(language)).format(value);
}

/** Integer cents as euros. */
export function formatMoney(cents: number, language: string): string {
  return new Intl.NumberFormat(locale(language), { style: 'currency', currency: 'EUR' }).format(cents / 100);
}

/** `7,5` and `7.5` are both seven and a half; `null` for what is no number. */
export function readDecimal(entered: string): number | null {
  const plain = entered.trim().replace(',', '.');
  return /^-?\d+(\.\d+)?$/.test(plain) ? Number(plain) : null;
}

/** A number for an input of the desk: with a decimal comma, without grouping. */
export function writeDecimal(value: number): string {
  return String(value).replace('.', ',');
}

/** The name of a country by its two letters; what is no code stays as it is. */
export function formatCountry(code: string, language: string): string {
  return /^[A-Z]{2}$/.test(code)
    ? (new Intl.DisplayNames(locale(language), { type: 'region' }).of(code) ?? code)
    : code;
}

/** `DE02120300000000202051` → `DE02 1203 0000 0000 2020 51`, as it is printed on a card. */
export function formatIban(iban: string): string {
  return iban.replace(/\s/g, '').replace(/(.{4})(?=.)/g, '$1 ');
}
