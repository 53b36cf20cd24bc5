import { ActionIcon, Anchor, Group } from '@mantine/core';
import { createColumnHelper } from '@tanstack/react-table';
import { IconTrash } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Template } from '@/api/types';
import { DataTable, features } from '@/components/DataTable';
import classes from '@/components/DataTable.module.css';
import { useFormat } from '@/i18n/useFormat';

const helper = createColumnHelper<typeof features, Template>();

interface Props {
  templates: Template[];
  onEdit: (template: Template) => void;
  onDelete: (template: Template) => void;
}

/** Templates by name; the name opens one. */
export function TemplateTable({ templates, onEdit, onDelete }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const columns = useMemo(
    () =>
      helper.columns([
        helper.accessor('name', {
          header: t('templates.name'),
          cell: ({ row: { original }, getValue }) => (
            <Anchor
              component="button"
              type="button"
              fw={600}
              fz="sm"
              ta="left"
              onClick={() => onEdit(original)}
            >
              {getValue()}
            </Anchor>
          ),
        }),
        helper.accessor('language', {
          header: t('templates.languageName'),
          cell: ({ getValue }) => t(`templates.language.${getValue()}`),
        }),
        helper.accessor('subject', { header: t('messages.subject') }),
        helper.accessor('updated_at', {
          header: t('templates.updatedAt'),
          cell: ({ getValue }) => <span className={classes.line}>{format.dateTime(getValue())}</span>,
        }),
        helper.display({
          id: 'actions',
          header: t('groups.actions'),
          cell: ({ row: { original } }) => (
            <Group gap={4} wrap="nowrap">
              <ActionIcon
                variant="subtle"
                color="gray.8"
                aria-label={t('templates.deleteOne', { name: original.name })}
                onClick={() => onDelete(original)}
              >
                <IconTrash size={16} aria-hidden />
              </ActionIcon>
            </Group>
          ),
        }),
      ]),
    [t, format, onEdit, onDelete],
  );
  return <DataTable label={t('templates.title')} columns={columns} rows={templates} rowId={({ id }) => id} />;
}
