import { expect, test } from 'vitest';
import {
  formatCountry,
  formatIban,
  isDay,
  readDay,
  readShortDay,
  readDecimal,
  writeDecimal,
  formatDate,
  formatDateTime,
  formatDay,
  formatFileSize,
  formatMoney,
  formatNumber,
} from '@/i18n/format';

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

test('a decimal is read with comma and with point, and written with a comma', () => {
  expect(readDecimal(' 7,5 ')).toBe(7.5);
  expect(readDecimal('7.5')).toBe(7.5);
  expect(readDecimal('1.000,5')).toBeNull();
  expect(writeDecimal(7.5)).toBe('7,5');
});

test('an IBAN is grouped as on a card, a country has its name', () => {
  expect(formatIban('DE02120300000000202051')).toBe('DE02 1203 0000 0000 2020 51');
  expect(formatCountry('AT', 'de')).toBe('Österreich');
  expect(formatCountry('Irgendwo', 'de')).toBe('Irgendwo');
});

test.each([
  ['9.3.2017', '2017-03-09'],
  ['09/03/2017', '2017-03-09'],
  ['09032017', '2017-03-09'],
  [' 2017-03-09 ', '2017-03-09'],
  ['29.2.2024', '2024-02-29'],
  ['29.2.2023', null],
  ['31.4.2017', null],
  ['9.3.17', null],
  ['gestern', null],
])('the day %s is read as %s', (entered, expected) => {
  expect(readDay(entered)).toBe(expected);
});

test.each([
  ['9.3.17', '2017-03-09'],
  ['090317', '2017-03-09'],
  ['9/3/46', '2046-03-09'],
  ['9.3.47', '1947-03-09'],
  ['1.1.00', '2000-01-01'],
  ['30.2.17', null],
  ['9.3.2017', '2017-03-09'],
  ['9317', null],
])('%s with a year of two digits is the day %s in 2026', (entered, expected) => {
  expect(readShortDay(entered, 2026)).toBe(expected);
});

test('a day that does not exist is none', () => {
  expect(isDay('2017-02-30')).toBe(false);
  expect(isDay('2017-13-09')).toBe(false);
  expect(isDay('2017-12-31')).toBe(true);
});

test.each([
  [1, '1 kB'],
  [12_400, '13 kB'],
  [1_440_000, '1,4 MB'],
])('a file of %i bytes has %s', (bytes, expected) => {
  expect(plain(formatFileSize(bytes, 'de'))).toBe(expected);
});
