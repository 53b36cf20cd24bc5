import { SegmentedControl } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Channel } from '@/api/content';

interface Props {
  value: Channel;
  onChange: (channel: Channel) => void;
}

/** As a mail, or as a message in the portal. */
export function ChannelChoice({ value, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <SegmentedControl
      aria-label={t('messages.channel')}
      style={{ alignSelf: 'flex-start' }}
      data={(['email', 'portal'] as const).map((channel) => ({
        value: channel,
        label: t(`contact.channel.${channel}`),
      }))}
      value={value}
      onChange={onChange}
    />
  );
}
