import { expect, test } from 'vitest';
import { languageOf } from '@/i18n';

test.each([
  [['en-GB', 'de'], 'en'],
  [['de-AT'], 'de'],
  [['fr-FR', 'en'], 'en'],
  [['den', 'pl'], 'de'],
  [[], 'de'],
])('M5: a browser that prefers %j gets %s', (preferred, expected) => {
  expect(languageOf(preferred)).toBe(expected);
});
