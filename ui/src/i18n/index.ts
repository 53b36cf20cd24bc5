import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import de from '@/i18n/de.json';
import en from '@/i18n/en.json';

export const LANGUAGES = ['de', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

const STORED = 'stammkunde-language';

function chosen(): Language {
  return localStorage.getItem(STORED) === 'en' ? 'en' : 'de';
}

export const i18n = i18next.createInstance();

/** Loads the texts; German unless the user chose English before. */
export async function startTexts(): Promise<void> {
  await i18n.use(initReactI18next).init({
    resources: { de: { translation: de }, en: { translation: en } },
    lng: chosen(),
    fallbackLng: 'de',
    interpolation: { escapeValue: false },
  });
  document.documentElement.lang = i18n.language;
}

/** Switches all texts and remembers the choice. */
export async function changeLanguage(language: Language): Promise<void> {
  localStorage.setItem(STORED, language);
  document.documentElement.lang = language;
  await i18n.changeLanguage(language);
}
