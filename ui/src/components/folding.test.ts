import { expect, test } from 'vitest';
import { matches } from '@/components/folding';

function marked(text: string, query: string, kind: 'text' | 'phone' = 'text'): string[] {
  return matches(text, query, kind).map(([start, end]) => text.slice(start, end));
}

test.each([
  ['Müller', 'mueller', ['Müller']],
  ['Müller', 'MÜL', ['Mül']],
  ['Mueller', 'mül', ['Muel']],
  ['Großmann', 'gross', ['Groß']],
  ['Weiss', 'weiß', ['Weiss']],
  ['Małgorzata Nowák', 'nowak', ['Nowák']],
  ['anna.schmidt@example.org', 'schmidt', ['schmidt']],
])('%s is marked for %s', (text, query, expected) => {
  expect(marked(text, query)).toEqual(expected);
});

test('every word is marked, and overlapping parts once', () => {
  expect(marked('Anna Schmidt', 'schm anna')).toEqual(['Anna', 'Schm']);
  expect(marked('Annanna', 'anna nna')).toEqual(['Annanna']);
});

test.each([
  ['+49 30 1234567', '030 123', ['30 123']],
  ['+49301234567', '+49 30', ['30']],
  ['030/123 45', '3012345', ['30/123 45']],
  ['+49 30 1234567', 'Anna', []],
])('the phone %s is marked for %s', (phone, query, expected) => {
  expect(marked(phone, query, 'phone')).toEqual(expected);
});

test('nothing is marked for an empty search', () => {
  expect(matches('Anna', '  ')).toEqual([]);
});
