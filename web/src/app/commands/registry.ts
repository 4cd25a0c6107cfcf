import { Keyboard, Languages, type LucideIcon, Monitor, Moon, Package, Sun } from 'lucide-react';
import { findOrderNumber } from '~/features/orders/number';
import { fold } from '~/lib/fold';
import type { Language } from '~/lib/language';
import { THEMES, type Theme } from '~/lib/theme';
import type { AppPage } from '../pages';

export type Section = 'suggestions' | 'pages' | 'preferences' | 'help';

export interface Command {
  id: string;
  section: Section;
  title: string;
  icon: LucideIcon;
  /** Keys to press one after the other, as they are printed on a keyboard. */
  keys?: readonly string[];
  run: () => void;
}

/** What commands say; the registry itself knows no language. */
export interface Wording {
  page: (id: AppPage['id']) => string;
  theme: (theme: Theme) => string;
  otherLanguage: string;
  shortcuts: string;
  trackOrder: (number: string) => string;
}

/** What commands do. */
export interface Deeds {
  openPage: (page: AppPage) => void;
  trackOrder: (number: string) => void;
  setTheme: (theme: Theme) => void;
  setLanguage: (language: Language) => void;
  openShortcuts: () => void;
}

const THEME_ICONS: Record<Theme, LucideIcon> = { system: Monitor, light: Sun, dark: Moon };

/** Everything that can be done from anywhere: the palette and the shortcuts read this list. */
export function buildCommands(
  pages: readonly AppPage[],
  language: Language,
  say: Wording,
  act: Deeds,
): Command[] {
  return [
    ...pages.map(
      (page): Command => ({
        id: `page.${page.id}`,
        section: 'pages',
        title: say.page(page.id),
        icon: page.icon,
        keys: ['G', page.letter],
        run: () => act.openPage(page),
      }),
    ),
    {
      id: 'language',
      section: 'preferences',
      title: say.otherLanguage,
      icon: Languages,
      run: () => act.setLanguage(language === 'fr' ? 'en' : 'fr'),
    },
    ...THEMES.map(
      (theme): Command => ({
        id: `theme.${theme}`,
        section: 'preferences',
        title: say.theme(theme),
        icon: THEME_ICONS[theme],
        run: () => act.setTheme(theme),
      }),
    ),
    {
      id: 'shortcuts',
      section: 'help',
      title: say.shortcuts,
      icon: Keyboard,
      keys: ['?'],
      run: act.openShortcuts,
    },
  ];
}

/** An order number that was typed becomes a command of its own, where orders can be tracked. */
export function suggestOrder(
  query: string,
  pages: readonly AppPage[],
  say: Pick<Wording, 'trackOrder'>,
  act: Pick<Deeds, 'trackOrder'>,
): Command[] {
  const number = findOrderNumber(query);
  if (number === null || !pages.some((page) => page.id === 'orders')) return [];
  return [
    {
      id: 'orders.track',
      section: 'suggestions',
      title: say.trackOrder(number),
      icon: Package,
      run: () => act.trackOrder(number),
    },
  ];
}

/** The commands whose title has every word of the query, accents and case aside. */
export function searchCommands(commands: readonly Command[], query: string): Command[] {
  const words = fold(query).split(/\s+/).filter(Boolean);
  return commands.filter((command) => {
    const title = fold(command.title);
    return words.every((word) => title.includes(word));
  });
}
