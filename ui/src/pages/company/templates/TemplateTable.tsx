import { ActionIcon, Anchor, Stack, Text } from '@mantine/core';
import { createColumnHelper } from '@tanstack/react-table';
import { IconTrash } from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Template } from '@/api/types';
import { DataTable, features } from '@/components/DataTable';
import classes from '@/components/DataTable.module.css';
import { useWide } from '@/components/useWide';
import { useFormat } from '@/i18n/useFormat';

const helper = createColumnHelper<typeof features, Template>();

interface Props {
  templates: Template[];
  onEdit: (template: Template) => void;
  onDelete: (template: Template) => void;
}

interface Context extends Omit<Props, 'templates'> {
  t: TFunction;
  format: ReturnType<typeof useFormat>;
  /** On a small screen language and subject stand under the name. */
  wide: boolean;
}

function templateColumns({ t, format, onEdit, onDelete, wide }: Context) {
  const name = helper.accessor('name', {
    header: t('templates.name'),
    cell: ({ row: { original }, getValue }) => (
      <Stack gap={2} align="flex-start" style={{ overflowWrap: 'anywhere' }}>
        <Anchor component="button" type="button" fw={600} fz="sm" ta="left" onClick={() => onEdit(original)}>
          {getValue()}
        </Anchor>
        {!wide && <Text size="sm">{original.subject}</Text>}
        {!wide && (
          <Text size="sm" c="dimmed">
            {t(`templates.language.${original.language}`)}
          </Text>
        )}
      </Stack>
    ),
  });
  const actions = helper.display({
    id: 'actions',
    header: t('groups.actions'),
    cell: ({ row: { original } }) => (
      <ActionIcon
        variant="subtle"
        color="gray.8"
        aria-label={t('templates.deleteOne', { name: original.name })}
        onClick={() => onDelete(original)}
      >
        <IconTrash size={16} aria-hidden />
      </ActionIcon>
    ),
  });
  if (!wide) return helper.columns([name, actions]);
  return helper.columns([
    name,
    helper.accessor('language', {
      header: t('templates.languageName'),
      cell: ({ getValue }) => t(`templates.language.${getValue()}`),
    }),
    helper.accessor('subject', { header: t('messages.subject') }),
    helper.accessor('updated_at', {
      header: t('templates.updatedAt'),
      cell: ({ getValue }) => <span className={classes.line}>{format.dateTime(getValue())}</span>,
    }),
    actions,
  ]);
}

/** Templates by name; the name opens one. */
export function TemplateTable({ templates, onEdit, onDelete }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const wide = useWide();
  const columns = useMemo(
    () => templateColumns({ t, format, onEdit, onDelete, wide }),
    [t, format, onEdit, onDelete, wide],
  );
  return (
    <DataTable
      label={t('templates.title')}
      columns={columns}
      rows={templates}
      rowId={({ id }) => id}
      minWidth={wide ? 560 : 0}
    />
  );
}
