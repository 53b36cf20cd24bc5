import { NativeSelect, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { templatesQuery } from '@/api/templates';
import type { Template } from '@/api/types';
import { ConfirmDialog } from '@/components/ConfirmDialog';

interface Props {
  /** Something is written already: asked about before a template replaces it. */
  written: boolean;
  onChoose: (template: Template) => void;
}

/** Begins with a template; nothing where there is none. */
export function TemplateChoice({ written, onChoose }: Props) {
  const { t, i18n } = useTranslation();
  const { data: templates = [] } = useQuery(templatesQuery);
  const [chosen, setChosen] = useState<Template | null>(null);
  const [asked, setAsked] = useState<Template | null>(null);
  if (templates.length === 0) return null;
  const take = (template: Template) => {
    setChosen(template);
    setAsked(null);
    onChoose(template);
  };
  // Those in the language of the page first.
  const languages = i18n.language === 'en' ? (['en', 'de'] as const) : (['de', 'en'] as const);
  return (
    <>
      <NativeSelect
        label={t('compose.template')}
        value={chosen?.id ?? ''}
        onChange={(event) => {
          const wanted = templates.find(({ id }) => id === event.currentTarget.value);
          if (!wanted) setChosen(null);
          else if (written) setAsked(wanted);
          else take(wanted);
        }}
        data={[
          { value: '', label: t('compose.noTemplate') },
          ...languages.map((language) => ({
            group: t(`templates.language.${language}`),
            items: templates
              .filter((template) => template.language === language)
              .map(({ id, name }) => ({ value: id, label: name })),
          })),
        ]}
      />
      <ConfirmDialog
        opened={asked !== null}
        onClose={() => setAsked(null)}
        title={t('compose.replaceTitle')}
        confirm={t('compose.replace')}
        onConfirm={() => asked && take(asked)}
      >
        <Text>{t('compose.replaceText')}</Text>
      </ConfirmDialog>
    </>
  );
}
