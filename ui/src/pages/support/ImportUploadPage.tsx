import { Button, FileInput, List, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { IconDownload, IconFileSpreadsheet, IconUpload } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { idempotencyKey } from '@/api/client';
import { TEMPLATE_URL, uploadImport } from '@/api/imports';
import { FormFailure } from '@/components/FormFailure';
import { PageHeader } from '@/components/PageHeader';
import { Panel } from '@/components/Panel';
import { usePageTitle } from '@/components/usePageTitle';

/** Support › Kundendatenimport, first half: template and upload. Nothing is created here. */
export default function ImportUploadPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [file, setFile] = useState<File | null>(null);
  usePageTitle(t('import.title'));
  const upload = useMutation({
    mutationFn: (chosen: File) => uploadImport(chosen, idempotencyKey()),
    onSuccess: ({ id }) => navigate({ to: '/support/import/$importId', params: { importId: id } }),
  });
  return (
    <>
      <PageHeader title={t('import.title')} below={t('import.text')} />
      <Stack gap="lg" maw={760}>
        <Panel title={t('import.step1')}>
          <Text mb="sm">{t('import.templateText')}</Text>
          <List mb="md" spacing={4}>
            <List.Item>{t('import.ruleEmail')}</List.Item>
            <List.Item>{t('import.ruleName')}</List.Item>
            <List.Item>{t('import.ruleParticipants')}</List.Item>
          </List>
          <Button
            component="a"
            href={TEMPLATE_URL}
            download
            variant="default"
            leftSection={<IconDownload size={16} aria-hidden />}
          >
            {t('import.template')}
          </Button>
        </Panel>
        <Panel title={t('import.step2')}>
          <form
            onSubmit={(event) => {
              event.preventDefault();
              if (file) upload.mutate(file);
            }}
          >
            <Stack align="flex-start">
              <FormFailure error={upload.error} />
              <FileInput
                w="100%"
                label={t('import.file')}
                description={t('import.fileText')}
                placeholder={t('import.choose')}
                accept=".csv,.txt,text/csv"
                clearable
                clearButtonProps={{ 'aria-label': t('import.clear') }}
                leftSection={<IconFileSpreadsheet size={18} aria-hidden />}
                value={file}
                onChange={(chosen) => {
                  setFile(chosen);
                  upload.reset();
                }}
              />
              <Button
                type="submit"
                disabled={file === null}
                loading={upload.isPending}
                leftSection={<IconUpload size={16} aria-hidden />}
              >
                {t('import.upload')}
              </Button>
            </Stack>
          </form>
        </Panel>
      </Stack>
    </>
  );
}
