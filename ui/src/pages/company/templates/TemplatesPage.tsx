import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { templatesQuery } from '@/api/templates';
import type { Template } from '@/api/types';
import { EmptyState } from '@/components/EmptyState';
import { Fetched } from '@/components/Fetched';
import { PageHeader } from '@/components/PageHeader';
import { Panel } from '@/components/Panel';
import { usePageTitle } from '@/components/usePageTitle';
import { DeleteTemplateDialog } from '@/pages/company/templates/DeleteTemplateDialog';
import { TemplateDialog } from '@/pages/company/templates/TemplateDialog';
import { TemplateTable } from '@/pages/company/templates/TemplateTable';

/** Unternehmen › Vorlagen: texts to begin a message with, in German and English. */
export default function TemplatesPage() {
  const { t } = useTranslation();
  const query = useQuery(templatesQuery);
  const [edited, setEdited] = useState<Template | 'new' | null>(null);
  const [deleting, setDeleting] = useState<Template | null>(null);
  usePageTitle(t('templates.title'));
  return (
    <>
      <PageHeader
        title={t('templates.title')}
        below={t('templates.text')}
        actions={
          <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setEdited('new')}>
            {t('templates.create')}
          </Button>
        }
      />
      <Panel flush>
        <Fetched query={query}>
          {(templates) =>
            templates.length === 0 ? (
              <EmptyState title={t('templates.none')} text={t('templates.noneText')} />
            ) : (
              <TemplateTable templates={templates} onEdit={setEdited} onDelete={setDeleting} />
            )
          }
        </Fetched>
      </Panel>
      <TemplateDialog subject={edited} onClose={() => setEdited(null)} />
      <DeleteTemplateDialog template={deleting} onClose={() => setDeleting(null)} />
    </>
  );
}
