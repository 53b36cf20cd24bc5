import { expect, test } from 'vitest';
import { allPages } from '@/api/pages';

test('a list is read to its last page', async () => {
  const pages = new Map([
    [undefined, { items: [1, 2], next_cursor: 'second' }],
    ['second', { items: [3], next_cursor: null }],
  ]);
  expect(await allPages((cursor) => Promise.resolve(pages.get(cursor) ?? { items: [] }))).toEqual([1, 2, 3]);
});
