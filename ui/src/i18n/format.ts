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

/** Day and second of a moment in the zone of the desk, where the order of things counts. */
export function formatDateTimeExact(moment: string, language: string, timeZone?: string): string {
  const options = { dateStyle: 'medium', timeStyle: 'medium', timeZone } as const;
  return new Intl.DateTimeFormat(locale(language), options).format(new Date(moment));
}

/** `1,4 MB`, `12 kB`; a file of a few bytes has 1 kB, as file managers say it. */
export function formatFileSize(bytes: number, language: string): string {
  const [value, unit] = bytes < 1_000_000 ? [Math.ceil(bytes / 1000), 'kB'] : [bytes / 1_000_000, 'MB'];
  const shown = new Intl.NumberFormat(locale(language), { maximumFractionDigits: 1 }).format(value);
  return `${shown} ${unit}`;
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

/** True for `2017-03-09`, when that day exists. */
export function isDay(value: string): boolean {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(value);
  if (!parts) return false;
  const [year, month, day] = parts.slice(1).map(Number) as [number, number, number];
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/** `9.3.2017`, `09/03/2017`, `09032017` and `2017-03-09` → `2017-03-09`; `null` for what is no day with a full year. */
export function readDay(entered: string): string | null {
  const text = entered.trim();
  const parts = /^(\d{1,2})[./](\d{1,2})[./](\d{4})$/.exec(text) ?? /^(\d{2})(\d{2})(\d{4})$/.exec(text);
  const day = parts ? `${parts[3]}-${parts[2]?.padStart(2, '0')}-${parts[1]?.padStart(2, '0')}` : text;
  return isDay(day) ? day : null;
}

const YEARS_AHEAD = 20;

/** `9.3.17` and `090317` as well: of the years that end so, the last one that is at most 20 years ahead. */
export function readShortDay(entered: string, thisYear = new Date().getFullYear()): string | null {
  const parts = /^(\d{1,2}[./]\d{1,2}[./]|\d{4})(\d{2})$/.exec(entered.trim());
  if (!parts) return readDay(entered);
  const latest = thisYear + YEARS_AHEAD;
  return readDay(`${parts[1]}${latest - ((latest - Number(parts[2])) % 100)}`);
}
