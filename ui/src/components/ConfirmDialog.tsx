import { Button, Group, Modal, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FormFailure } from '@/components/FormFailure';

interface Props {
  opened: boolean;
  title: string;
  confirm: string;
  /** What leaves everything as it is, where `Abbrechen` could be taken for the action itself. */
  back?: string;
  danger?: boolean;
  /**
   * The mutation behind it; what it was refused for is gone when the dialog is closed. While it is under way closing
   * would look like stopping it, and its end would come upon something else: only its end closes the dialog.
   */
  action?: { isPending: boolean; error: unknown; reset: () => void };
  onConfirm: () => void;
  onClose: () => void;
  children: ReactNode;
}

/** Asks before something that has consequences, and says them. Enter in an input of it confirms. */
export function ConfirmDialog({ action, ...props }: Props) {
  const { t } = useTranslation();
  const held = action?.isPending ?? false;
  const close = () => {
    if (held) return;
    action?.reset();
    props.onClose();
  };
  return (
    <Modal
      opened={props.opened}
      onClose={close}
      title={props.title}
      withCloseButton={!held}
      closeButtonProps={{ 'aria-label': t('actions.close') }}
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          // A dialog within a form of the page is a form of its own.
          event.stopPropagation();
          props.onConfirm();
        }}
      >
        <Stack>
          <FormFailure error={action?.error} />
          {props.children}
          <Group justify="flex-end">
            <Button variant="default" onClick={close} disabled={held} data-autofocus>
              {props.back ?? t('actions.cancel')}
            </Button>
            <Button type="submit" color={props.danger ? 'red' : undefined} loading={held}>
              {props.confirm}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
