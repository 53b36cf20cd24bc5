import { ActionIcon, Menu, Text } from '@mantine/core';
import { IconArrowMerge, IconDots, IconDownload, IconFileText } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';

/** What is seldom done: merging, and what a person may ask for about themselves. */
export function MoreActions({ customerId }: { customerId: string }) {
  const { t } = useTranslation();
  const personalData = `/api/customers/${customerId}/personal-data`;
  return (
    <Menu position="bottom-end" width={360} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <ActionIcon variant="default" size={36} aria-label={t('customer.more')}>
          <IconDots size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          component={Link}
          to={`/kunden/${customerId}/zusammenfuehren`}
          leftSection={<IconArrowMerge size={16} aria-hidden />}
        >
          {t('merge.action')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item
          component="a"
          href={`${personalData}?format=html`}
          target="_blank"
          rel="noreferrer"
          leftSection={<IconFileText size={16} aria-hidden />}
        >
          {t('personalData.page')}
        </Menu.Item>
        <Menu.Item
          component="a"
          href={personalData}
          download={`personendaten-${customerId}.json`}
          leftSection={<IconDownload size={16} aria-hidden />}
        >
          {t('personalData.json')}
          <Text size="xs" c="dimmed">
            {t('personalData.audited')}
          </Text>
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
