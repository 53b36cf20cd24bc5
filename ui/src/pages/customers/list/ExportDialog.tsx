import { Alert, Button, Group, List, Modal, Stack, Text } from '@mantine/core';
import { IconDownload, IconShieldLock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { CustomerListQuery } from '@/api/customers';
import { exportUrl } from '@/api/selection';

interface Props {
  opened: boolean;
  onClose: () => void;
  query: CustomerListQuery;
  counted: string;
}

/** `CSV der angezeigten Kunden`: what leaves the system and who answers for it, before the download (C8). */
export function ExportDialog({ opened, onClose, query, counted }: Props) {
  const { t, i18n } = useTranslation();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('export.title')}
      closeButtonProps={{ 'aria-label': t('actions.close') }}
    >
      <Stack>
        <Text>{t('export.text', { counted })}</Text>
        <Alert color="yellow" icon={<IconShieldLock aria-hidden />} title={t('export.privacyTitle')}>
          <List size="sm" spacing={4}>
            <List.Item>{t('export.privacyPurpose')}</List.Item>
            <List.Item>{t('export.privacyDelete')}</List.Item>
            <List.Item>{t('export.privacyLogged')}</List.Item>
          </List>
        </Alert>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('actions.cancel')}
          </Button>
          <Button
            component="a"
            href={exportUrl(query, i18n.language)}
            download
            data-autofocus
            leftSection={<IconDownload size={16} aria-hidden />}
            onClick={onClose}
          >
            {t('export.download')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
