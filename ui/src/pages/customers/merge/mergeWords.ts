import { useTranslation } from 'react-i18next';
import { useFormat } from '@/i18n/useFormat';
import { FORM_FIELDS } from '@/pages/customers/formFields';

const NAMES: Partial<Record<string, string>> = {
  ...FORM_FIELDS,
  address: 'person.address',
  bank_details: 'person.bankDetails',
  status: 'customers.status',
};

const NOTHING = '–';

/** The fields of a merge's preview and their values as the desk reads them. */
export function useMergeWords() {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const word = (group: string, value: string) =>
    i18n.exists(`${group}.${value}`) ? t(`${group}.${value}` as 'language.de') : value;

  const plain = (field: string, value: unknown): string => {
    if (Array.isArray(value)) return value.map(String).join(', ');
    if (typeof value === 'object' && value !== null) {
      return Object.entries(value)
        .map(([name, part]) => plain(name, part))
        .filter((part) => part !== '')
        .join(', ');
    }
    if (value === null || value === undefined) return '';
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    switch (field) {
      case 'is_company':
        return t(value === true ? 'person.company' : 'person.private');
      case 'newsletter':
        return word('newsletter', text);
      case 'language':
        return word('language', text);
      case 'status':
        return word('customerStatus', text);
      case 'country':
        return format.country(text);
      case 'discount_percent':
        return `${format.number(Number(value))} %`;
      default:
        return text;
    }
  };
  return {
    field: (name: string): string => {
      const known = NAMES[name];
      return known === undefined ? name : t(known as 'person.email');
    },
    value: (field: string, value: unknown): string => plain(field, value) || NOTHING,
  };
}
