import { AppShell, Box, Burger, Group } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Outlet } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { sessionQuery } from '@/api/session';
import { SessionExpiredDialog } from '@/app/session/SessionExpiredDialog';
import { Brand } from '@/app/shell/Brand';
import { ConnectionNotice } from '@/app/shell/ConnectionNotice';
import { LanguageSwitch } from '@/app/shell/LanguageSwitch';
import { Navigation } from '@/app/shell/Navigation';
import { UserMenu } from '@/app/shell/UserMenu';
import { startLive } from '@/live/live';
import classes from '@/app/shell/Shell.module.css';

/** The frame of every page for staff: menu, language, account, and the streams that keep pages current. */
export function Shell() {
  const { t } = useTranslation();
  const [menuOpened, menu] = useDisclosure();
  const client = useQueryClient();
  const { data: session } = useQuery(sessionQuery);
  const signedIn = Boolean(session);

  useEffect(() => (signedIn ? startLive(client) : undefined), [client, signedIn]);

  return (
    <AppShell
      layout="alt"
      header={{ height: 56 }}
      navbar={{ width: 236, breakpoint: 'md', collapsed: { mobile: !menuOpened } }}
      padding={{ base: 'md', md: 'xl' }}
    >
      <a className="skip-link" href="#inhalt">
        {t('shell.skip')}
      </a>
      <AppShell.Header className={classes.header}>
        <Group h="100%" px={{ base: 'md', md: 'xl' }} gap="md" wrap="nowrap">
          <Burger
            hiddenFrom="md"
            size="sm"
            opened={menuOpened}
            onClick={menu.toggle}
            aria-label={t('shell.menu')}
            aria-expanded={menuOpened}
          />
          <ConnectionNotice />
          <Group ml="auto" gap="md" wrap="nowrap">
            <LanguageSwitch />
            {session && <UserMenu session={session} />}
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar
        data-closed={!menuOpened || undefined}
        className={classes.navbar}
        component="div"
        withBorder={false}
      >
        <Group h={56} px="lg" mb="xs" justify="space-between" wrap="nowrap">
          <Brand inverted />
          <Burger
            hiddenFrom="md"
            size="sm"
            color="white"
            opened
            onClick={menu.close}
            aria-label={t('shell.closeMenu')}
          />
        </Group>
        <Box className={classes.scroll}>
          <Navigation onChoose={menu.close} />
        </Box>
      </AppShell.Navbar>
      <AppShell.Main id="inhalt" tabIndex={-1} className={classes.main}>
        <Outlet />
      </AppShell.Main>
      <SessionExpiredDialog opened={session === null} />
    </AppShell>
  );
}
