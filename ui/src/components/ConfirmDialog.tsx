import { Button, Group, Modal, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FormFailure } from '@/components/FormFailure';

interface Props {
  opened: boolean;
  title: string;
  confirm: string;
  danger?: boolean;
  pending: boolean;
  error: unknown;
  onConfirm: () => void;
  onClose: () => void;
  children: ReactNode;
}

/** Asks before something that has consequences, and says them. Enter in an input of it confirms. */
export function ConfirmDialog(props: Props) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={props.opened}
      onClose={props.onClose}
      title={props.title}
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
          <FormFailure error={props.error} hasField={() => false} />
          {props.children}
          <Group justify="flex-end">
            <Button variant="default" onClick={props.onClose} data-autofocus>
              {t('actions.cancel')}
            </Button>
            <Button type="submit" color={props.danger ? 'red' : undefined} loading={props.pending}>
              {props.confirm}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
