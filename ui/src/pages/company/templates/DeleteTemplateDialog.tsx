import { Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { keys } from '@/api/keys';
import { isGone } from '@/api/problem';
import { deleteTemplate } from '@/api/templates';
import type { Template } from '@/api/types';
import { ConfirmDialog } from '@/components/ConfirmDialog';
import { toastDone } from '@/components/toasts';

interface Props {
  template: Template | null;
  onClose: () => void;
}

/** Deletes a template; what was written with it stays. */
export function DeleteTemplateDialog({ template, onClose }: Props) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: async (gone: Template) => {
      try {
        await deleteTemplate(gone);
      } catch (error) {
        // Somebody else was faster: it is what was wanted.
        if (!isGone(error)) throw error;
      }
    },
    onSuccess: (_, gone) => {
      toastDone(t('templates.deleted', { name: gone.name }));
      onClose();
    },
    onSettled: () => client.invalidateQueries({ queryKey: keys.templates }),
  });
  return (
    <ConfirmDialog
      opened={template !== null}
      onClose={onClose}
      title={t('templates.deleteTitle', { name: template?.name ?? '' })}
      confirm={t('actions.delete')}
      danger
      action={remove}
      onConfirm={() => template && remove.mutate(template)}
    >
      <Text>{t('templates.deleteText')}</Text>
    </ConfirmDialog>
  );
}
