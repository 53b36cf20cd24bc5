import { SegmentedControl } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { changeLanguage, type Language } from '@/i18n';

const NAMES = [
  { value: 'de', label: 'Deutsch' },
  { value: 'en', label: 'English' },
];

/** Switches all texts at once; each language is called by its own name. */
export function LanguageSwitch() {
  const { t, i18n } = useTranslation();
  return (
    <SegmentedControl
      size="xs"
      aria-label={t('shell.language')}
      data={NAMES}
      value={i18n.language}
      onChange={(language) => void changeLanguage(language as Language)}
    />
  );
}
