import { MultiSelect } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { courseDatesQuery } from '@/api/broadcasts';
import type { CourseDate } from '@/api/types';
import { useFormat } from '@/i18n/useFormat';

const TYPING_PAUSE_MS = 200;

interface Props {
  ids: string[];
  onChange: (ids: string[]) => void;
}

/** Course dates by the words of their title: the customers of those who take part. */
export function CourseDateChoice({ ids, onChange }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const [entered, setEntered] = useState('');
  const [wanted] = useDebouncedValue(entered.trim(), TYPING_PAUSE_MS);
  const query = useQuery({ ...courseDatesQuery(wanted), placeholderData: keepPreviousData });
  const found = query.data ?? [];
  // Until then those of the former search are shown, and not to be chosen.
  const settled = wanted === entered.trim() && query.isFetched;
  // What was chosen keeps its name while something else is searched for.
  const [named, setNamed] = useState<ReadonlyMap<string, CourseDate>>(new Map());
  const all = new Map([...named, ...found.map((one) => [one.id, one] as const)]);
  const labelOf = (id: string) => {
    const date = all.get(id);
    if (!date) return t('broadcasts.courseDate');
    const starts = date.starts_at === null ? '' : `, ${format.dateTime(date.starts_at)}`;
    const cancelled = date.status === 'cancelled' ? `, ${t('broadcasts.cancelledCourseDate')}` : '';
    return `${date.title}${starts}${cancelled} (${format.number(date.customers)})`;
  };
  return (
    <MultiSelect
      label={t('broadcasts.courseDates')}
      description={t('broadcasts.courseDatesText')}
      placeholder={ids.length === 0 ? t('broadcasts.choose') : undefined}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': t('broadcasts.clear') }}
      data={[...new Set([...ids, ...found.map(({ id }) => id)])].map((id) => ({
        value: id,
        label: labelOf(id),
        disabled: !settled && !ids.includes(id),
      }))}
      value={ids}
      onChange={(chosen) => {
        setNamed(all);
        onChange(chosen);
        setEntered('');
      }}
      searchValue={entered}
      onSearchChange={setEntered}
      onKeyDown={(event) => {
        // Pressed before there is something to choose; it is not meant for the form.
        if (event.key === 'Enter' && !settled) event.preventDefault();
      }}
      filter={({ options }) => options}
      nothingFoundMessage={settled ? t('broadcasts.noCourseDates') : undefined}
    />
  );
}
