import 'i18next';
import type de from '@/i18n/de.json';

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof de };
  }
}
