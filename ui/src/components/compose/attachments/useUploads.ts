import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { removeAttachment, uploadAttachment } from '@/api/attachments';
import type { Attachment } from '@/api/types';
import { refusalOf } from '@/components/compose/attachments/limits';
import { useProblemText } from '@/components/problemText';

/** A file on its way up, or why it is not attached. */
export interface Upload {
  key: number;
  name: string;
  size: number;
  /** From 0 to 1. */
  share: number;
  failure: string | null;
  stop: () => void;
}

/** Uploads files side by side; what is up is among the attachments. */
export function useUploads(attachments: Attachment[], onChange: (attachments: Attachment[]) => void) {
  const { t } = useTranslation();
  const problemText = useProblemText();
  const [uploads, setUploads] = useState<Upload[]>([]);
  const nextKey = useRef(0);
  // Uploads that end together must not overwrite each other's result.
  const attached = useRef(attachments);
  const running = useRef(new Set<AbortController>());
  useEffect(() => {
    attached.current = attachments;
  }, [attachments]);
  useEffect(() => {
    const all = running.current;
    return () => all.forEach((one) => one.abort());
  }, []);

  const change = (next: Attachment[]) => {
    attached.current = next;
    onChange(next);
  };
  const drop = (key: number) => setUploads((before) => before.filter((one) => one.key !== key));
  const update = (key: number, news: Partial<Upload>) =>
    setUploads((before) => before.map((one) => (one.key === key ? { ...one, ...news } : one)));

  const upload = async (file: File, key: number, abort: AbortController) => {
    running.current.add(abort);
    try {
      const done = await uploadAttachment(file, (share) => update(key, { share }), abort.signal);
      change([...attached.current, done]);
      drop(key);
    } catch (error) {
      const { title, text } = problemText(error);
      if (!abort.signal.aborted) update(key, { failure: `${title} ${text}` });
    } finally {
      running.current.delete(abort);
    }
  };

  return {
    uploads,
    add: (files: readonly File[]): void => {
      const counted: { size: number }[] = [...attached.current, ...uploads.filter((one) => !one.failure)];
      for (const file of files) {
        const key = nextKey.current++;
        const abort = new AbortController();
        const refusal = refusalOf(file, counted);
        const stop = () => {
          abort.abort();
          drop(key);
        };
        const failure = refusal && t(`compose.attachmentRefused.${refusal}`);
        setUploads((before) => [
          ...before,
          { key, name: file.name, size: file.size, share: 0, failure, stop },
        ]);
        if (refusal === null) {
          counted.push(file);
          void upload(file, key, abort);
        }
      }
    },
    remove: (id: string): void => {
      change(attached.current.filter((one) => one.id !== id));
      // One that nobody uses goes by itself after a day.
      removeAttachment(id).catch(() => undefined);
    },
  };
}
