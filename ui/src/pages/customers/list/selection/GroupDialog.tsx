import { Button, Group, Modal, Select, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { groupsQuery, putIntoGroup, type GroupKind } from '@/api/groups';
import { keys } from '@/api/keys';
import { FormFailure } from '@/components/FormFailure';
import { toastDone } from '@/components/toasts';
import { useFormat } from '@/i18n/useFormat';

interface Props {
  opened: boolean;
  onClose: () => void;
  customerIds: readonly string[];
}

/** `In Gruppe aufnehmen`: everybody selected is in a customer group or a recipient group afterwards. */
export function GroupDialog({ opened, onClose, customerIds }: Props) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('selection.intoGroup')}
      closeButtonProps={{ 'aria-label': t('actions.close') }}
    >
      <GroupForm customerIds={customerIds} onClose={onClose} />
    </Modal>
  );
}

const hasField = () => false;

function GroupForm({ customerIds, onClose }: Omit<Props, 'opened'>) {
  const { t } = useTranslation();
  const format = useFormat();
  const client = useQueryClient();
  const customerGroups = useQuery(groupsQuery('customer')).data ?? [];
  const recipientGroups = useQuery(groupsQuery('recipient')).data ?? [];
  const [chosen, choose] = useState<string | null>(null);
  const count = customerIds.length;
  const put = useMutation({
    mutationFn: (value: string) => {
      const [kind, id] = value.split(' ') as [GroupKind, string];
      return putIntoGroup(kind, id, customerIds);
    },
    onSuccess: ({ added, full }) => {
      toastDone(t('selection.inGroup', { count: added, number: format.number(added) }));
      if (full > 0) toastDone(t('selection.fullOfGroups', { count: full, number: format.number(full) }));
      onClose();
    },
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: ['customer'] }),
        ...(['customer', 'recipient'] as const).map((kind) =>
          client.invalidateQueries({ queryKey: keys.groupSizes(kind) }),
        ),
      ]),
  });
  const options = (kind: GroupKind, groups: { id: string; name: string }[]) => ({
    group: t(`groups.${kind}.title`),
    items: groups.map(({ id, name }) => ({ value: `${kind} ${id}`, label: name })),
  });
  return (
    <Stack>
      <Text>{t('selection.intoGroupText', { count, number: format.number(count) })}</Text>
      <Select
        label={t('selection.group')}
        searchable
        data={[options('customer', customerGroups), options('recipient', recipientGroups)]}
        value={chosen}
        onChange={choose}
        nothingFoundMessage={t('selection.noGroups')}
      />
      <FormFailure error={put.error} hasField={hasField} />
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {t('actions.cancel')}
        </Button>
        <Button
          disabled={chosen === null}
          loading={put.isPending}
          onClick={() => chosen && put.mutate(chosen)}
        >
          {t('selection.intoGroupDo')}
        </Button>
      </Group>
    </Stack>
  );
}
