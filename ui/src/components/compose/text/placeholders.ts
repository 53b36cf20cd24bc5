/** A placeholder by its names in both languages. */
interface Known {
  name: string;
  also: string;
}

const PAIR = /\{\{([^{}]*)\}\}/g;
const MOST_TYPOS = 2;

const namesOf = (known: readonly Known[]) => known.flatMap(({ name, also }) => [name, also]);

/** What stands in double braces and is no placeholder, as it is written; nothing while none are known. */
export function unknownPlaceholders(text: string, known: readonly Known[]): string[] {
  const names = new Set(namesOf(known));
  if (names.size === 0) return [];
  return [...text.matchAll(PAIR)]
    .filter(([, inside = '']) => !names.has(inside.trim().toLowerCase()))
    .map(([whole]) => whole);
}

/** What looks like a placeholder and would be sent as it is: too few braces, or one pair that is not closed. */
export function almostPlaceholders(text: string, known: readonly Known[]): string[] {
  const names = namesOf(known).join('|');
  if (names === '') return [];
  const without = text.replace(PAIR, ' ');
  const found = without.matchAll(
    new RegExp(
      `\\{+\\s*(?:${names})(?![\\p{L}\\d_])(?:\\s*\\}+)?|(?<![\\p{L}\\d_])(?:${names})\\s*\\}+|\\{\\{\\s*[\\p{L}\\d_]*`,
      'giu',
    ),
  );
  return [...new Set([...found].map(([whole]) => whole.trim()))];
}

/** The name that was most likely meant, in the language of the page where both are as near. */
export function likeliest(written: string, known: readonly Known[]): string | null {
  const wanted = written.replace(/[{}\s]/g, '').toLowerCase();
  const near = [...known.map(({ name }) => name), ...known.map(({ also }) => also)]
    .map((name) => ({ name, typos: distance(wanted, name) }))
    .filter(({ name, typos }) => typos <= MOST_TYPOS && typos < name.length / 2)
    .sort((left, right) => left.typos - right.typos);
  return near[0]?.name ?? null;
}

/** How many letters must be changed, added or left out to make one word of the other. */
function distance(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  Array.from(left).forEach((letter, line) => {
    const next = [line + 1];
    Array.from(right).forEach((other, column) => {
      const replaced = (row[column] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(replaced, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    });
    row = next;
  });
  return row[right.length] ?? 0;
}
