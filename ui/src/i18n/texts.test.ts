import { expect, test } from 'vitest';
import de from '@/i18n/de.json';
import en from '@/i18n/en.json';

function keysOf(texts: object, path = ''): string[] {
  return Object.entries(texts).flatMap(([name, value]: [string, unknown]) =>
    typeof value === 'object' && value !== null ? keysOf(value, `${path}${name}.`) : [`${path}${name}`],
  );
}

function placeholdersOf(texts: object): Record<string, string[]> {
  return Object.fromEntries(
    keysOf(texts).map((key) => {
      const text = key
        .split('.')
        .reduce<unknown>((node, name) => (node as Record<string, unknown>)[name], texts);
      return [key, [...String(text).matchAll(/{{(\w+)}}/g)].map((match) => match[1] ?? '').sort()];
    }),
  );
}

test('German and English have the same texts', () => {
  expect(keysOf(en).sort()).toEqual(keysOf(de).sort());
});

test('both languages name the same values in each text', () => {
  expect(placeholdersOf(en)).toEqual(placeholdersOf(de));
});

test('no text is empty', () => {
  for (const texts of [de, en]) {
    expect(JSON.stringify(texts)).not.toContain('""');
  }
});
