import { Button, Menu, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconBraces, IconChevronDown } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { placeholdersQuery } from '@/api/content';

interface Props {
  onChoose: (placeholder: string) => void;
}

/** What stands for the recipient's own data; the chosen one goes where the caret is. */
export function PlaceholderMenu({ onChoose }: Props) {
  const { t, i18n } = useTranslation();
  const { data: placeholders = [] } = useQuery(placeholdersQuery(i18n.language));
  return (
    // The focus goes into the text instead of back to the button.
    <Menu position="bottom-start" width={300} returnFocus={false}>
      <Menu.Target>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconBraces size={14} aria-hidden />}
          rightSection={<IconChevronDown size={12} aria-hidden />}
        >
          {t('compose.placeholder')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {placeholders.map(({ name, description }) => (
          <Menu.Item key={name} onClick={() => onChoose(`{{${name}}}`)}>
            {`{{${name}}}`}
            <Text size="xs" c="dimmed">
              {description}
            </Text>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
