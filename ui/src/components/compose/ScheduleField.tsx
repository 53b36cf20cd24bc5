import { Group, Input, SegmentedControl, Stack, Text, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { DayInput } from '@/components/DayInput';
import { readMoment, type TypedMoment } from '@/components/compose/moment';
import { useFormat } from '@/i18n/useFormat';

interface Props {
  value: TypedMoment | null;
  onChange: (value: TypedMoment | null) => void;
  error?: string;
}

/** At once, or at a moment of the desk's time. */
export function ScheduleField({ value, onChange, error }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const moment = value && readMoment(value);
  return (
    <Stack gap="xs">
      <SegmentedControl
        aria-label={t('compose.when')}
        style={{ alignSelf: 'flex-start' }}
        data={[
          { value: 'now', label: t('compose.now') },
          { value: 'later', label: t('compose.later') },
        ]}
        value={value === null ? 'now' : 'later'}
        onChange={(chosen) => onChange(chosen === 'later' ? { day: '', time: '08:00' } : null)}
      />
      {value && (
        <>
          <Group gap="sm" align="flex-start">
            <DayInput
              label={t('compose.day')}
              required
              w={160}
              value={value.day}
              onChange={(day) => onChange({ ...value, day })}
              error={error !== undefined}
            />
            <TextInput
              label={t('compose.time')}
              required
              w={110}
              placeholder="08:00"
              inputMode="numeric"
              autoComplete="off"
              value={value.time}
              onChange={(event) => onChange({ ...value, time: event.currentTarget.value })}
              error={error !== undefined}
            />
          </Group>
          {error && <Input.Error role="alert">{error}</Input.Error>}
          {moment && !error && (
            <Text size="sm" c="dimmed">
              {t('compose.leavesAt', { at: format.dateTime(moment.toISOString()) })}
            </Text>
          )}
        </>
      )}
    </Stack>
  );
}
