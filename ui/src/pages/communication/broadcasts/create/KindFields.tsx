import { Radio, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { BroadcastKind } from '@/api/broadcasts';
import type { Channel } from '@/api/content';
import { ChannelChoice } from '@/components/compose/ChannelChoice';

interface Props {
  kind: BroadcastKind;
  channel: Channel;
  onChange: (changes: { kind?: BroadcastKind; channel?: Channel }) => void;
}

/** What it is in law and which way it goes. A newsletter is a mail: its unsubscribe link needs one. */
export function KindFields({ kind, channel, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <Stack>
      <Radio.Group label={t('broadcasts.kind')} value={kind} onChange={(value) => onChange({ kind: value })}>
        <Stack gap="xs" mt="xs">
          {(['notice', 'newsletter'] as const).map((value) => (
            <Radio
              key={value}
              value={value}
              label={t(`broadcasts.kinds.${value}`)}
              description={t(`broadcasts.kindText.${value}`)}
            />
          ))}
        </Stack>
      </Radio.Group>
      <ChannelChoice value={channel} onChange={(value) => onChange({ channel: value })} />
    </Stack>
  );
}
