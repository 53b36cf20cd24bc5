import { expect, test } from 'vitest';
import { refusalOf } from '@/components/compose/attachments/limits';

const MIB = 1024 * 1024;
const sizes = (...all: number[]) => all.map((size) => ({ size }));

test.each([
  [10 * MIB, sizes(), null],
  [10 * MIB + 1, sizes(), 'tooLarge'],
  [0, sizes(), 'empty'],
  [10 * MIB, sizes(10 * MIB), null],
  [1, sizes(10 * MIB, 10 * MIB), 'tooLargeTogether'],
  [1, sizes(...Array<number>(9).fill(1)), null],
  [1, sizes(...Array<number>(10).fill(1)), 'tooMany'],
])('%d bytes beside %j: %s', (size, attached, refusal) => {
  expect(refusalOf({ size }, attached)).toBe(refusal);
});
