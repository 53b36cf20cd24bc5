import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from '@/pages/customers/customer/masterdata/Entries.module.css';

/** A name and its value; nothing there is said so. */
export type Entry = [name: string, value: ReactNode];

/** Names and values below each other. */
export function Entries({ entries }: { entries: readonly Entry[] }) {
  const { t } = useTranslation();
  return (
    <dl className={classes.list}>
      {entries.map(([name, value]) => (
        <div key={name} className={classes.entry}>
          <dt>{name}</dt>
          <dd>{value === '' || value === false || value === null ? t('person.absent') : value}</dd>
        </div>
      ))}
    </dl>
  );
}
