import { Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { deleteGroup, type GroupKind } from '@/api/groups';
import { keys } from '@/api/keys';
import { ApiProblem } from '@/api/problem';
import type { CustomerGroup } from '@/api/types';
import { ConfirmDialog } from '@/components/ConfirmDialog';
import { toastDone } from '@/components/toasts';
import { useFormat } from '@/i18n/useFormat';

interface Props {
  kind: GroupKind;
  group: CustomerGroup | null;
  onClose: () => void;
}

/** Deletes a group after saying how many customers leave it; the customers themselves stay. */
export function DeleteGroupDialog({ kind, group, onClose }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: (gone: CustomerGroup) => deleteGroup(kind, gone, gone.customers > 0),
    onSuccess: (_, gone) => {
      toastDone(t('groups.deleted', { name: gone.name }));
      onClose();
    },
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: keys.groups(kind) }),
        client.invalidateQueries({ queryKey: keys.groupSizes(kind) }),
        client.invalidateQueries({ queryKey: ['customer'] }),
      ]),
  });
  // Somebody joined the group meanwhile: the list was read again, and its count is asked about anew.
  const joined = remove.error instanceof ApiProblem && remove.error.slug === 'group-in-use';
  const count = group?.customers ?? 0;
  return (
    <ConfirmDialog
      opened={group !== null}
      onClose={onClose}
      title={t('groups.deleteTitle', { name: group?.name ?? '' })}
      confirm={t('actions.delete')}
      danger
      action={{ ...remove, error: joined ? null : remove.error }}
      onConfirm={() => group && remove.mutate(joined ? { ...group, customers: Math.max(count, 1) } : group)}
    >
      <Text>
        {count === 0 && !joined
          ? t('groups.deleteEmpty')
          : t('groups.deleteText', { count, number: format.number(count) })}
      </Text>
    </ConfirmDialog>
  );
}
