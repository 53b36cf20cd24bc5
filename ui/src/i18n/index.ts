import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import de from '@/i18n/de.json';
import en from '@/i18n/en.json';

export const LANGUAGES = ['de', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

const STORED = 'stammkunde-language';

/** The first of a browser's languages that there are texts for. */
export function languageOf(preferred: readonly string[]): Language {
  const spoken = preferred.map((tag) => tag.toLowerCase().split('-')[0]);
  const known = spoken.map((name) => LANGUAGES.find((language) => language === name));
  return known.find((language) => language !== undefined) ?? 'de';
}

/** What was chosen here before. Else the desk's pages are German, and a customer's follow the browser. */
function chosen(): Language {
  const stored = LANGUAGES.find((language) => language === localStorage.getItem(STORED));
  if (stored) return stored;
  return window.location.pathname.startsWith('/newsletter/') ? languageOf(navigator.languages) : 'de';
}

export const i18n = i18next.createInstance();

/** Loads the texts in the language of the user. */
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
