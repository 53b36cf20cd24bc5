import { Anchor } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import type { ReactNode } from 'react';
import { i18n } from '@/i18n';
import { useProblemText } from '@/components/problemText';

/** A word that something worked is read in a moment; what is to be done first takes longer. */
const DONE_MS = 4000;
const HINT_MS = 8000;
const MOST_AT_ONCE = 2;

/** The way on from what a toast says. */
export interface ToastLink {
  label: string;
  onFollow: () => void;
}

interface Toast {
  title?: string;
  message: ReactNode;
  color: 'green' | 'yellow' | 'red';
  role: 'status' | 'alert';
  autoClose: number | false;
}

let shown: string[] = [];

/** The newest ones stay: an older one is taken away instead of making the new one wait. */
function show(toast: Toast): void {
  const id = notifications.show({
    ...toast,
    withBorder: true,
    closeButtonProps: { 'aria-label': i18n.t('actions.close') },
    onClose: (closed) => {
      shown = shown.filter((one) => one !== closed.id);
    },
  });
  shown = [...shown, id];
  shown.slice(0, -MOST_AT_ONCE).forEach((old) => notifications.hide(old));
}

function withLink(message: string, link: ToastLink | undefined): ReactNode {
  if (!link) return message;
  return (
    <>
      {message}{' '}
      <Anchor component="button" type="button" inherit underline="always" onClick={link.onFollow}>
        {link.label}
      </Anchor>
    </>
  );
}

/** A short word that something worked. */
export function toastDone(message: string, link?: ToastLink): void {
  show({
    message: withLink(message, link),
    color: 'green',
    role: 'status',
    autoClose: link ? HINT_MS : DONE_MS,
  });
}

/** Says what to do first, or that something did not happen. */
export function toastHint(title: string, message: string, link?: ToastLink): void {
  show({ title, message: withLink(message, link), color: 'yellow', role: 'status', autoClose: HINT_MS });
}

/** Shows a failure that belongs to no form. */
export function useFailureToast(): (error: unknown) => void {
  const problemText = useProblemText();
  return (error) => {
    const { title, text } = problemText(error);
    show({ title, message: text, color: 'red', role: 'alert', autoClose: false });
  };
}
