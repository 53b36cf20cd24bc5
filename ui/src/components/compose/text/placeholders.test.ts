import { expect, test } from 'vitest';
import { almostPlaceholders, likeliest, unknownPlaceholders } from '@/components/compose/text/placeholders';

const KNOWN = [
  { name: 'anrede', also: 'greeting' },
  { name: 'vorname', also: 'first_name' },
  { name: 'name', also: 'name' },
];

test.each([
  ['{{anrede}}, {{ Vorname }} {{first_name}}', []],
  ['{{quatsch}} und {{vornamen}}', ['{{quatsch}}', '{{vornamen}}']],
  ['{{}}', ['{{}}']],
  ['{vorname}', []],
])('in %j unknown is %j', (text, unknown) => {
  expect(unknownPlaceholders(text, KNOWN)).toEqual(unknown);
});

test.each([
  ['{{anrede}}, Ihr Vorname {laut Liste}', []],
  ['Liebe {vorname}, lieber {{vorname, und {{vorname}', ['{vorname}', '{{vorname', '{{vorname}']],
  ['vorname}} und { name }', ['vorname}}', '{ name }']],
  ['{{quatsch', ['{{quatsch']],
  ['{{quatsch}}', []],
  ['{namenlos}', []],
])('in %j almost a placeholder is %j', (text, almost) => {
  expect(almostPlaceholders(text, KNOWN)).toEqual(almost);
});

test.each([
  ['{{vornamen}}', 'vorname'],
  ['{{anerde}}', 'anrede'],
  ['{{greting}}', 'greeting'],
  ['{{quatsch}}', null],
  ['{{}}', null],
])('%j was meant to be %j', (written, meant) => {
  expect(likeliest(written, KNOWN)).toBe(meant);
});

test('nothing is wrong while the placeholders are not known', () => {
  expect(unknownPlaceholders('{{x}}', [])).toEqual([]);
  expect(almostPlaceholders('{{x', [])).toEqual([]);
});
