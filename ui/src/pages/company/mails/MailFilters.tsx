import { Button, Collapse, Group, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { readMailSearch, type MailSearch } from '@/app/mailSearch';
import { DayInput } from '@/components/DayInput';
import {
  BOUNCE_REASONS,
  CHANNELS,
  KINDS,
  STATUSES,
  SUPPRESSED_REASONS,
} from '@/components/messages/messageWords';
import { useWide } from '@/components/useWide';
import { isDay } from '@/i18n/format';

/** What `Filter zurücksetzen` takes away; the search stays. */
export const NO_FILTERS = {
  status: undefined,
  reason: undefined,
  kind: undefined,
  channel: undefined,
  broadcast_id: undefined,
  from: undefined,
  to: undefined,
} satisfies MailSearch;

/** How many filters are set. */
export function filterCount(search: MailSearch): number {
  return Object.keys(NO_FILTERS).filter((name) => search[name as keyof MailSearch] !== undefined).length;
}

interface Props {
  search: MailSearch;
  onChange: (change: MailSearch) => void;
  /** Asked for by `FilterButton`, which small screens have. */
  unfolded: boolean;
}

/** Status, reason, kind, channel and period, all combinable (M3). */
export function MailFilters({ search, onChange, unfolded }: Props) {
  const { t } = useTranslation();
  const wide = useWide();
  const choose = (name: keyof MailSearch) => ({
    value: search[name] ?? '',
    onChange: (event: { currentTarget: { value: string } }) =>
      onChange({ [name]: readMailSearch({ [name]: event.currentTarget.value })[name] }),
    style: { flex: '1 1 150px', maxWidth: 220 },
  });
  const any = { value: '', label: t('customerFilter.any') };
  return (
    <Collapse expanded={wide || unfolded}>
      <Group role="group" aria-label={t('customerFilter.title')} mb="md" gap="sm" align="flex-start">
        <NativeSelect
          label={t('history.status')}
          {...choose('status')}
          data={[any, ...STATUSES.map((value) => ({ value, label: t(`messageStatus.${value}`) }))]}
        />
        <NativeSelect
          label={t('history.filter.reason')}
          {...choose('reason')}
          data={[
            any,
            {
              group: t('history.reasonGroup.bounce'),
              items: BOUNCE_REASONS.map((value) => ({ value, label: t(`bounceReason.${value}`) })),
            },
            {
              group: t('history.reasonGroup.suppressed'),
              items: SUPPRESSED_REASONS.map((value) => ({ value, label: t(`suppressedReason.${value}`) })),
            },
          ]}
        />
        <NativeSelect
          label={t('history.kind')}
          {...choose('kind')}
          data={[any, ...KINDS.map((value) => ({ value, label: t(`history.kindOf.${value}`) }))]}
        />
        <NativeSelect
          label={t('history.channel')}
          {...choose('channel')}
          data={[any, ...CHANNELS.map((value) => ({ value, label: t(`channel.${value}`) }))]}
        />
        <DayFilter
          label={t('history.filter.from')}
          value={search.from}
          onChange={(from) => onChange({ from })}
        />
        <DayFilter label={t('history.filter.to')} value={search.to} onChange={(to) => onChange({ to })} />
        {filterCount(search) > 0 && (
          <Button variant="subtle" mt={24} onClick={() => onChange(NO_FILTERS)}>
            {t('customerFilter.reset')}
          </Button>
        )}
      </Group>
    </Collapse>
  );
}

interface DayProps {
  label: string;
  value: string | undefined;
  onChange: (day: string | undefined) => void;
}

/** A day of the period; told as soon as it is one, so that a half-typed one narrows nothing. */
function DayFilter({ label, value, onChange }: DayProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState<string | null>(null);
  const [left, setLeft] = useState(false);
  const [told, setTold] = useState(value);
  if (value !== told) {
    setTold(value);
    setTyped(null);
  }
  return (
    <DayInput
      label={label}
      style={{ flex: '1 1 120px', maxWidth: 150 }}
      value={typed ?? value ?? ''}
      error={typed !== null && left ? t('history.filter.dayWrong') : undefined}
      onBlur={() => setLeft(true)}
      onChange={(written) => {
        setLeft(false);
        const day = written === '' ? undefined : written;
        const complete = day === undefined || isDay(day);
        setTyped(complete ? null : written);
        if (complete && day !== value) onChange(day);
      }}
    />
  );
}
