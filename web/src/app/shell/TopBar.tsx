import { Languages, Monitor, Moon, Search, Sun } from 'lucide-react';
import { Button as AriaButton } from 'react-aria-components/Button';
import { useTranslations } from 'use-intl';
import { cx } from '~/lib/cx';
import { Kbd } from '~/ui/Kbd';
import { SegmentedControl } from '~/ui/SegmentedControl';
import { useCommandCentre } from '../commands/CommandCentre';
import { usePreferences } from '../preferences';
import { THEMES } from '../theme';
import { Mark } from './Mark';

const THEME_ICONS = { system: Monitor, light: Sun, dark: Moon };

export function TopBar() {
  const t = useTranslations();
  const { theme, setTheme } = usePreferences();
  return (
    <header
      className={cx(
        'sticky top-0 z-20 flex h-13 items-center gap-2 border-b border-line bg-surface/90 px-4',
        'backdrop-blur max-md:h-15 md:px-6 print:hidden',
      )}
    >
      <div className="flex items-center gap-2.5 md:hidden">
        <Mark />
        <span className="font-semibold tracking-tight max-[340px]:hidden">Régie</span>
      </div>
      <SearchButton />
      <span className="ml-auto" />
      <LanguageButton />
      <SegmentedControl
        label={t('shell.theme')}
        value={theme}
        onChange={setTheme}
        items={THEMES.map((value) => ({
          value,
          label: t(`themes.${value}`),
          icon: THEME_ICONS[value],
        }))}
      />
    </header>
  );
}

function SearchButton() {
  const t = useTranslations('shell');
  const { open } = useCommandCentre();
  return (
    <AriaButton
      onPress={() => open('palette')}
      aria-keyshortcuts="Control+K /"
      className={cx(
        'hidden h-8 w-72 min-w-0 items-center gap-2 rounded-lg border border-line bg-bg px-2.5',
        'text-mute transition-colors hover:border-edge md:flex',
      )}
    >
      <Search aria-hidden size={15} />
      <span className="truncate text-sm">{t('search')}</span>
      <span aria-hidden className="ml-auto">
        <Kbd>Ctrl K</Kbd>
      </span>
    </AriaButton>
  );
}

function LanguageButton() {
  const t = useTranslations('shell');
  const { language, setLanguage } = usePreferences();
  return (
    <AriaButton
      aria-label={t('language')}
      onPress={() => setLanguage(language === 'fr' ? 'en' : 'fr')}
      className={cx(
        'flex h-8 items-center gap-1.5 rounded-lg px-2 text-xs font-medium text-mute uppercase',
        'transition-colors hover:bg-raised hover:text-ink max-sm:h-11 max-sm:px-3',
      )}
    >
      <Languages aria-hidden size={16} />
      {language}
    </AriaButton>
  );
}
