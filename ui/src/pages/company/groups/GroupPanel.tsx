import { ActionIcon, Anchor, Button, Group, Table } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconEdit, IconPlus, IconTrash } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { groupSizesQuery, type GroupKind } from '@/api/groups';
import type { CustomerGroup } from '@/api/types';
import { EmptyState } from '@/components/EmptyState';
import { Fetched } from '@/components/Fetched';
import { Panel } from '@/components/Panel';
import { useFormat } from '@/i18n/useFormat';
import { DeleteGroupDialog } from '@/pages/company/groups/DeleteGroupDialog';
import { GroupNameDialog } from '@/pages/company/groups/GroupNameDialog';

/** The groups of one kind with how many customers are in each; the count leads to them. */
export function GroupPanel({ kind }: { kind: GroupKind }) {
  const { t } = useTranslation();
  const format = useFormat();
  const query = useQuery(groupSizesQuery(kind));
  /** What the name dialog is about: a new group, or one to rename. */
  const [naming, setNaming] = useState<CustomerGroup | 'new' | null>(null);
  // By its id: what is asked about is how many are in it now.
  const [deleting, setDeleting] = useState<string | null>(null);
  const title = t(`groups.${kind}.title`);
  return (
    <Panel
      title={title}
      flush
      actions={
        <Button
          size="xs"
          variant="light"
          leftSection={<IconPlus size={16} aria-hidden />}
          aria-label={t(`groups.${kind}.create`)}
          onClick={() => setNaming('new')}
        >
          {t('groups.create')}
        </Button>
      }
    >
      <Fetched query={query}>
        {(groups) =>
          groups.length === 0 ? (
            <EmptyState title={t(`groups.${kind}.none`)} text={t(`groups.${kind}.noneText`)} />
          ) : (
            <Table aria-label={title}>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th scope="col">{t('groups.name')}</Table.Th>
                  <Table.Th scope="col">{t('groups.customers')}</Table.Th>
                  <Table.Th scope="col">{t('groups.actions')}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {groups.map((group) => (
                  <Table.Tr key={group.id}>
                    <Table.Td style={{ overflowWrap: 'anywhere' }}>{group.name}</Table.Td>
                    <Table.Td>
                      <Anchor
                        component={Link}
                        to="/kunden"
                        search={{ [`${kind}_group_id`]: group.id } as never}
                        underline="always"
                        size="sm"
                      >
                        {t('customers.count', {
                          count: group.customers,
                          number: format.number(group.customers),
                        })}
                      </Anchor>
                    </Table.Td>
                    <Table.Td>
                      <Group gap={4} wrap="nowrap">
                        <ActionIcon
                          variant="subtle"
                          color="gray.8"
                          aria-label={t('groups.rename', { name: group.name })}
                          onClick={() => setNaming(group)}
                        >
                          <IconEdit size={16} aria-hidden />
                        </ActionIcon>
                        <ActionIcon
                          variant="subtle"
                          color="gray.8"
                          aria-label={t('groups.delete', { name: group.name })}
                          onClick={() => setDeleting(group.id)}
                        >
                          <IconTrash size={16} aria-hidden />
                        </ActionIcon>
                      </Group>
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          )
        }
      </Fetched>
      <GroupNameDialog kind={kind} subject={naming} onClose={() => setNaming(null)} />
      <DeleteGroupDialog
        kind={kind}
        group={query.data?.find(({ id }) => id === deleting) ?? null}
        onClose={() => setDeleting(null)}
      />
    </Panel>
  );
}
