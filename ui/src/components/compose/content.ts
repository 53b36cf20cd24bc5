import type { TFunction } from 'i18next';
import { faultOf, readMoment, type TypedMoment } from '@/components/compose/moment';
import { likeliest, unknownPlaceholders } from '@/components/compose/text/placeholders';
import type { Attachment, Placeholder } from '@/api/types';

/** What the form parts of this folder edit; a form that uses them has these among its values. */
export interface ContentValues {
  subject: string;
  body: string;
  /** `null`: without formatting. */
  html: string | null;
  attachments: Attachment[];
  /** `null`: at once. */
  send_at: TypedMoment | null;
}

export type ContentField = keyof ContentValues;

export const EMPTY_CONTENT: ContentValues = {
  subject: '',
  body: '',
  html: null,
  attachments: [],
  send_at: null,
};

// As the service takes it.
const SUBJECT_LENGTH = 200;

/** What is missing or wrong in it, by field, in the rules' shape of a form; placeholders as far as they are known. */
export function contentRules(t: TFunction, known: readonly Placeholder[]) {
  const placeholders = (text: string) => {
    const [wrong] = unknownPlaceholders(text, known);
    if (wrong === undefined) return null;
    const meant = likeliest(wrong, known);
    return [
      t('compose.unknownPlaceholder', { name: wrong }),
      meant
        ? t('compose.meantPlaceholder', { name: `{{${meant}}}` })
        : t('compose.knownPlaceholders', { names: known.map(({ name }) => `{{${name}}}`).join(', ') }),
    ].join(' ');
  };
  return {
    subject: (value: string) => {
      const { length } = Array.from(value.trim());
      if (length === 0) return t('messages.missingSubject');
      return length > SUBJECT_LENGTH
        ? t('compose.subjectTooLong', { most: SUBJECT_LENGTH, length })
        : placeholders(value);
    },
    body: (value: string) => (value.trim() === '' ? t('messages.missingBody') : placeholders(value)),
    send_at: (value: TypedMoment | null) => {
      const fault = value && faultOf(value, Date.now());
      return fault && t(`compose.moment.${fault}`);
    },
  };
}

/** When to send, as the API takes it; nothing for at once. */
export function sendAt({ send_at }: ContentValues): string | undefined {
  return (send_at && readMoment(send_at)?.toISOString()) ?? undefined;
}

/** A form with a mail's content among its values. */
export interface Checked {
  validateField: (field: 'subject' | 'body') => { hasError: boolean };
}

/** True when there is something to look at; else the form says what is missing. */
export function isWritten(form: Checked): boolean {
  const checks = [form.validateField('subject'), form.validateField('body')];
  return !checks.some(({ hasError }) => hasError);
}
