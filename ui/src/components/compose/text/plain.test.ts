import { expect, test } from 'vitest';
import { htmlOfText, textOfDocument, type TextNode } from '@/components/compose/text/plain';

test.each([
  ['Guten Tag', '<p>Guten Tag</p>'],
  ['Erste\nZweite', '<p>Erste<br>Zweite</p>'],
  ['Eins\n\nZwei\r\n\r\n\r\nDrei', '<p>Eins</p><p>Zwei</p><p>Drei</p>'],
  ['a < b & "c"', '<p>a &lt; b &amp; &quot;c&quot;</p>'],
  ['{{anrede}},', '<p>{{anrede}},</p>'],
])('%j becomes paragraphs', (text, html) => {
  expect(htmlOfText(text)).toBe(html);
});

const text = (value: string, href?: string): TextNode => ({
  type: 'text',
  text: value,
  marks: href ? [{ type: 'link', attrs: { href } }] : [],
});
const paragraph = (...content: TextNode[]): TextNode => ({ type: 'paragraph', content });
const item = (...content: TextNode[]): TextNode => ({ type: 'listItem', content });

test('paragraphs and lines are kept', () => {
  const document = {
    content: [paragraph(text('Eins'), { type: 'hardBreak' }, text('Zwei')), paragraph(text('Drei'))],
  };
  expect(textOfDocument(document)).toBe('Eins\nZwei\n\nDrei');
});

test('lists keep their signs, nested ones are indented', () => {
  const nested = { type: 'bulletList', content: [item(paragraph(text('innen')))] };
  const document = {
    content: [
      { type: 'bulletList', content: [item(paragraph(text('a'))), item(paragraph(text('b')), nested)] },
      {
        type: 'orderedList',
        attrs: { start: 9 },
        content: [item(paragraph(text('c'))), item(paragraph(text('d')))],
      },
    ],
  };
  expect(textOfDocument(document)).toBe('- a\n- b\n  - innen\n\n9. c\n10. d');
});

test('a link says where it leads, unless it says so itself', () => {
  const document = {
    content: [
      paragraph(
        text('Kurse', 'https://example.org/kurse'),
        text(' oder '),
        text('https://example.org', 'https://example.org'),
        text(', '),
        text('info@example.org', 'mailto:info@example.org'),
      ),
    ],
  };
  expect(textOfDocument(document)).toBe(
    'Kurse (https://example.org/kurse) oder https://example.org, info@example.org',
  );
});
