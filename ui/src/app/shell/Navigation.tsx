import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { sessionQuery } from '@/api/session';
import { SECTIONS } from '@/app/shell/sections';
import classes from '@/app/shell/Navigation.module.css';

/** The menu, with the pages that this account may use. Sections whose pages are not built yet say so. */
export function Navigation({ onChoose }: { onChoose: () => void }) {
  const { t } = useTranslation();
  const { data: session } = useQuery(sessionQuery);
  const owner = session?.role === 'owner';
  return (
    <nav aria-label={t('shell.menu')} className={classes.menu}>
      {SECTIONS.map(({ name, icon: Icon, pages }) => (
        <section key={name} className={classes.section}>
          <h2 className={classes.heading}>
            <Icon size={18} stroke={1.7} aria-hidden />
            {t(name)}
          </h2>
          {pages.length === 0 && <p className={classes.absent}>{t('menu.absent')}</p>}
          {pages.length > 0 && (
            <ul className={classes.pages}>
              {pages
                .filter(({ ownersOnly }) => owner || !ownersOnly)
                .map((page, index, all) => (
                  <li key={page.to}>
                    {page.group && page.group !== all[index - 1]?.group && (
                      <span className={classes.group}>{t(page.group)}</span>
                    )}
                    <Link to={page.to} className={classes.page} onClick={onChoose}>
                      {t(page.name)}
                    </Link>
                  </li>
                ))}
            </ul>
          )}
        </section>
      ))}
    </nav>
  );
}
