import type { TemplateText } from '@/api/templates';
import type { Template } from '@/api/types';
import { EMPTY_CONTENT, type ContentValues } from '@/components/compose/content';

const FIELDS = ['name', 'language', 'subject', 'body', 'html'] as const;

/** What the form begins with; a new template in the language of the page. */
export function valuesOf(template: Template | null, language: string): TemplateText {
  if (template === null) {
    return { name: '', language: language === 'en' ? 'en' : 'de', subject: '', body: '', html: null };
  }
  const { name, language: written, subject, body, html } = template;
  return { name, language: written, subject, body, html };
}

/** The text as the form parts of a mail take it. */
export function contentOf({ subject, body, html }: TemplateText): ContentValues {
  return { ...EMPTY_CONTENT, subject, body, html };
}

/** What was edited; text and formatting go together. */
export function changedFields(before: TemplateText, after: TemplateText): Partial<TemplateText> {
  const edited = new Set(FIELDS.filter((field) => before[field] !== after[field]));
  if (edited.has('body')) edited.add('html');
  if (edited.has('html')) edited.add('body');
  return Object.fromEntries([...edited].map((field) => [field, after[field]]));
}

/** What was edited, upon what somebody else saved meanwhile. */
export function rebased(seen: TemplateText, mine: TemplateText, theirs: TemplateText): TemplateText {
  return { ...theirs, ...changedFields(seen, mine) };
}
