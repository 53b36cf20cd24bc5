import { notifications } from '@mantine/notifications';
import { i18n } from '@/i18n';
import { useProblemText } from '@/components/problemText';

const closeButton = () => ({ 'aria-label': i18n.t('actions.close') });

/** A short word that something worked. */
export function toastDone(message: string): void {
  notifications.show({
    message,
    color: 'green',
    role: 'status',
    withBorder: true,
    closeButtonProps: closeButton(),
  });
}

/** Says what to do first. */
export function toastHint(title: string, message: string): void {
  notifications.show({
    title,
    message,
    color: 'yellow',
    role: 'status',
    withBorder: true,
    closeButtonProps: closeButton(),
  });
}

/** Shows a failure that belongs to no form. */
export function useFailureToast(): (error: unknown) => void {
  const problemText = useProblemText();
  return (error) => {
    const { title, text } = problemText(error);
    notifications.show({
      title,
      message: text,
      color: 'red',
      withBorder: true,
      autoClose: false,
      role: 'alert',
    });
  };
}
