import { expect, test } from 'vitest';
import { isLiftable, SUPPRESSION_REASONS } from '@/components/suppressions/suppressionWords';
import de from '@/i18n/de.json';
import en from '@/i18n/en.json';

test('M6: every reason of a suppression has words and an advice in both languages', () => {
  for (const { suppressions } of [de, en]) {
    expect(Object.keys(suppressions.reasonOf).sort()).toEqual([...SUPPRESSION_REASONS].sort());
    expect(Object.keys(suppressions.liftAdvice).sort()).toEqual([...SUPPRESSION_REASONS].sort());
  }
});

test('M5: what a customer unsubscribed is lifted by nobody at the desk', () => {
  expect(isLiftable({ reason: 'unsubscribed', lifted_at: null })).toBe(false);
  expect(isLiftable({ reason: 'address_unknown', lifted_at: null })).toBe(true);
  expect(isLiftable({ reason: 'manual', lifted_at: '2026-01-01T00:00:00Z' })).toBe(false);
});
