import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { usePreferences } from '~/lib/preferences';
import type { AppPage } from '../pages';
import { buildCommands, type Command, type Deeds, suggestOrder, type Wording } from './registry';

interface Commands {
  commands: Command[];
  suggest: (query: string) => Command[];
}

/** The registry in the language of the page, doing what the app does. */
export function useCommands(pages: AppPage[], openShortcuts: () => void): Commands {
  const t = useTranslations();
  const navigate = useNavigate();
  const { language, setLanguage, setTheme } = usePreferences();
  return useMemo(() => {
    const say: Wording = {
      page: (id) => t(`nav.${id}`),
      theme: (theme) => t('commands.theme', { theme: t(`themes.${theme}`) }),
      otherLanguage: t(language === 'fr' ? 'commands.toEnglish' : 'commands.toFrench'),
      shortcuts: t('commands.shortcuts'),
      trackOrder: (number) => t('commands.trackOrder', { number }),
    };
    const act: Deeds = {
      openPage: (page) => void navigate({ to: page.path }),
      trackOrder: (number) => void navigate({ to: '/orders', search: { number } }),
      setTheme,
      setLanguage,
      openShortcuts,
    };
    return {
      commands: buildCommands(pages, language, say, act),
      suggest: (query) => suggestOrder(query, pages, say, act),
    };
  }, [t, navigate, pages, language, setLanguage, setTheme, openShortcuts]);
}
