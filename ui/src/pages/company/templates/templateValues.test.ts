import { expect, test } from 'vitest';
import { changedFields, rebased, valuesOf } from '@/pages/company/templates/templateValues';

const SEEN = { ...valuesOf(null, 'de'), name: 'Begrüßung', subject: 'Willkommen', body: 'Hallo', html: null };

test('only what was edited is sent', () => {
  expect(changedFields(SEEN, { ...SEEN, subject: 'Schön' })).toEqual({ subject: 'Schön' });
  expect(changedFields(SEEN, { ...SEEN })).toEqual({});
});

test('text and formatting are sent together: one without the other would say something else', () => {
  expect(changedFields(SEEN, { ...SEEN, body: 'Hallo!' })).toEqual({ body: 'Hallo!', html: null });
  const formatted = { ...SEEN, html: '<p><strong>Hallo</strong></p>' };
  expect(changedFields(SEEN, formatted)).toEqual({ body: 'Hallo', html: formatted.html });
});

test('after a conflict the own edits go upon what was saved meanwhile', () => {
  const theirs = { ...SEEN, name: 'Gruß', body: 'Anders' };
  expect(rebased(SEEN, { ...SEEN, subject: 'Mein Betreff' }, theirs)).toEqual({
    ...theirs,
    subject: 'Mein Betreff',
  });
});

test('a new template begins in the language of the page', () => {
  expect(valuesOf(null, 'en').language).toBe('en');
});
