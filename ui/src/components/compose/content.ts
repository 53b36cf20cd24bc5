import type { TFunction } from 'i18next';
import { faultOf, readMoment, type TypedMoment } from '@/components/compose/moment';
import type { Attachment } from '@/api/types';

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

/** What is missing or wrong in it, by field, in the rules' shape of a form. */
export function contentRules(t: TFunction) {
  return {
    subject: (value: string) => (value.trim() === '' ? t('messages.missingSubject') : null),
    body: (value: string) => (value.trim() === '' ? t('messages.missingBody') : null),
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
