/** A text as the search compares it, with the place in the original that each folded character came from. */
interface Folded {
  text: string;
  origin: number[];
}

const DIGRAPHS: Record<string, string> = { ae: 'a', oe: 'o', ue: 'u' };

function foldWith(original: string, keep: RegExp | null): Folded {
  const letters: string[] = [];
  const origin: number[] = [];
  let position = 0;
  for (const character of original) {
    const plain = character.toLowerCase().replaceAll('ß', 'ss').normalize('NFD').replace(/\p{M}/gu, '');
    for (const letter of plain) {
      if (keep === null || keep.test(letter)) {
        const before = letters.at(-1);
        // "ue" and "ü" are one; a folded "ü" is already "u", so the e after a vowel goes.
        if (letter === 'e' && before !== undefined && `${before}e` in DIGRAPHS) continue;
        letters.push(letter);
        origin.push(position);
      }
    }
    position += character.length;
  }
  return { text: letters.join(''), origin };
}

/** Folds case, accents, ß/ss and ü/ue away, as the customer search does. */
export function fold(original: string): Folded {
  return foldWith(original, null);
}

/** The digits of a phone number without its country or trunk prefix. */
function foldPhone(original: string): Folded {
  const { text, origin } = foldWith(original, /\d/);
  const international = /^\s*\+/.test(original) || text.startsWith('00');
  const prefix = international ? /^(00)?49/.exec(text) : /^0/.exec(text);
  const cut = prefix?.[0].length ?? 0;
  return { text: text.slice(cut), origin: origin.slice(cut) };
}

function findAll(inText: Folded, word: string, length: number): [number, number][] {
  const found: [number, number][] = [];
  for (let at = inText.text.indexOf(word); at >= 0; at = inText.text.indexOf(word, at + word.length)) {
    found.push([inText.origin[at] ?? 0, inText.origin[at + word.length] ?? length]);
  }
  return found;
}

/** The parts `[start, end)` of `original` that the words of `query` match, in order and without overlap. */
export function matches(
  original: string,
  query: string,
  kind: 'text' | 'phone' = 'text',
): [number, number][] {
  const found =
    kind === 'phone'
      ? findPhone(original, query)
      : query
          .split(/\s+/)
          .map((word) => fold(word).text)
          .filter((word) => word !== '')
          .flatMap((word) => findAll(fold(original), word, original.length));
  return merged(found);
}

function findPhone(original: string, query: string): [number, number][] {
  const wanted = foldPhone(query).text;
  if (wanted === '' || /\p{L}/u.test(query)) return [];
  return findAll(foldPhone(original), wanted, original.length);
}

function merged(ranges: [number, number][]): [number, number][] {
  const result: [number, number][] = [];
  for (const [start, end] of ranges.sort((left, right) => left[0] - right[0])) {
    const last = result.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else result.push([start, end]);
  }
  return result;
}
