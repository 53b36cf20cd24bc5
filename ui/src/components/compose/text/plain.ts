/** A node of the editor's document, as far as text is concerned. */
export interface TextNode {
  type?: string;
  text?: string;
  content?: TextNode[];
  marks?: { type: string; attrs?: Record<string, unknown> }[];
  attrs?: Record<string, unknown>;
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** A plain text as the formatted one that says the same: an empty line parts paragraphs, a line stays a line. */
export function htmlOfText(text: string): string {
  const escaped = text.replace(/\r\n?/g, '\n').replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign);
  return escaped
    .split(/\n{2,}/)
    .map((paragraph) => `<p>${paragraph.replace(/^\n|\n$/g, '').replaceAll('\n', '<br>')}</p>`)
    .join('');
}

/** A formatted text without its formatting, for programs that show none: lists keep their signs, links their addresses. */
export function textOfDocument(document: TextNode): string {
  return blocksOf(document).join('\n\n').trim();
}

function blocksOf({ content = [] }: TextNode): string[] {
  return content.flatMap((block) => {
    if (block.type === 'bulletList') return [itemsOf(block, () => '- ')];
    if (block.type === 'orderedList') return [itemsOf(block, (number) => `${number}. `)];
    if (block.type === 'paragraph' || block.type === 'heading') return [lineOf(block)];
    return blocksOf(block);
  });
}

function itemsOf({ content = [], attrs }: TextNode, sign: (number: number) => string): string {
  const first = typeof attrs?.start === 'number' ? attrs.start : 1;
  return content
    .map((item, index) => {
      const mark = sign(first + index);
      return (
        mark +
        blocksOf(item)
          .join('\n')
          .replaceAll('\n', `\n${' '.repeat(mark.length)}`)
      );
    })
    .join('\n');
}

function lineOf({ content = [] }: TextNode): string {
  return content
    .map((part) => {
      if (part.type === 'hardBreak') return '\n';
      const text = part.text ?? '';
      const target = part.marks?.find(({ type }) => type === 'link')?.attrs?.href;
      return typeof target === 'string' && target !== text && target !== `mailto:${text}`
        ? `${text} (${target.replace(/^mailto:/, '')})`
        : text;
    })
    .join('');
}
