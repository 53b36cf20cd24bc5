import { TextInput, type TextInputProps } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isDay, readDay, readShortDay } from '@/i18n/format';
import { useFormat } from '@/i18n/useFormat';

interface Props extends Omit<TextInputProps, 'value' | 'onChange'> {
  /** `2017-03-09`; what is no day is the text as it was typed. */
  value?: string;
  onChange?: (value: string) => void;
}

/**
 * A day typed as `9.3.2017`, or shorter: a year of two digits counts once the typing is over, for a longer one begins
 * with it. A browser's own date input writes it in the browser's language, not in the page's.
 */
export function DayInput({ value = '', onChange, onBlur, onKeyDown, ...others }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const [typed, setTyped] = useState<string | null>(null);
  const finish = () => {
    const day = typed === null ? null : readShortDay(typed);
    if (day !== null && day !== value) onChange?.(day);
    setTyped(null);
  };
  return (
    <TextInput
      placeholder={t('fields.dayExample')}
      inputMode="numeric"
      autoComplete="off"
      {...others}
      value={typed ?? (isDay(value) ? format.day(value) : value)}
      onChange={(event) => {
        const text = event.currentTarget.value;
        setTyped(text);
        onChange?.(readDay(text) ?? text.trim());
      }}
      onBlur={(event) => {
        finish();
        onBlur?.(event);
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter') finish();
        onKeyDown?.(event);
      }}
    />
  );
}
