import { TextInput, type TextInputProps } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isDay, readDay } from '@/i18n/format';
import { useFormat } from '@/i18n/useFormat';

interface Props extends Omit<TextInputProps, 'value' | 'onChange'> {
  /** `2017-03-09`; what is no day is the text as it was typed. */
  value?: string;
  onChange?: (value: string) => void;
}

/** A day typed as `9.3.2017`. A browser's own date input writes it in the browser's language, not in the page's. */
export function DayInput({ value = '', onChange, onBlur, ...others }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const [typed, setTyped] = useState<string | null>(null);
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
        setTyped(null);
        onBlur?.(event);
      }}
    />
  );
}
