import { expect, test } from 'vitest';
import { formatDate, formatDateTime, formatDay, formatMoney, formatNumber } from '@/i18n/format';

const plain = (text: string) => text.replace(/\s/g, ' ');

test('dates are written the German way', () => {
  expect(formatDay('2014-03-09', 'de')).toBe('09.03.2014');
  expect(formatDate('2026-12-31T23:30:00Z', 'de', 'Europe/Berlin')).toBe('01.01.2027');
  expect(plain(formatDateTime('2026-07-01T10:05:00Z', 'de', 'Europe/Berlin'))).toBe('01.07.2026, 12:05');
});

test('dates are written the English way when English is chosen', () => {
  expect(formatDay('2014-03-09', 'en')).toBe('09/03/2014');
});

test('numbers and money follow the language', () => {
  expect(formatNumber(1234567, 'de')).toBe('1.234.567');
  expect(plain(formatMoney(123456, 'de'))).toBe('1.234,56 €');
  expect(plain(formatMoney(-50, 'en'))).toBe('-€0.50');
});
