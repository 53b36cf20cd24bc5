import { expect, test } from 'vitest';
import { readColumns } from '@/pages/customers/list/table/useShownColumns';

test('the chosen columns come in the order of the list, always with the name', () => {
  expect(readColumns('["status","number"]')).toEqual(['number', 'name', 'status']);
});

test('what a former version or somebody else wrote is left out', () => {
  expect(readColumns('["shoe_size","city"]')).toEqual(['name', 'city']);
  expect(readColumns('{"city":true}')).toBeNull();
  expect(readColumns('[')).toBeNull();
  expect(readColumns(null)).toBeNull();
});
