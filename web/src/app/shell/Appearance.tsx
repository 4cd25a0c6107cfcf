import { Languages, Monitor, Moon, Sun } from 'lucide-react';
import { Button } from 'react-aria-components/Button';
import { useTranslations } from 'use-intl';
import { cx } from '~/lib/cx';
import { usePreferences } from '~/lib/preferences';
import { THEMES } from '~/lib/theme';
import { SegmentedControl } from '~/ui/SegmentedControl';

const THEME_ICONS = { system: Monitor, light: Sun, dark: Moon };

export function ThemeControl() {
  const t = useTranslations();
  const { theme, setTheme } = usePreferences();
  return (
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
  );
}

export function LanguageButton() {
  const t = useTranslations('shell');
  const { language, setLanguage } = usePreferences();
  return (
    <Button
      aria-label={t('language')}
      onPress={() => setLanguage(language === 'fr' ? 'en' : 'fr')}
      className={cx(
        'flex h-8 items-center gap-1.5 rounded-lg px-2 text-xs font-medium text-mute uppercase',
        'transition-colors hover:bg-raised hover:text-ink max-sm:h-11 max-sm:px-3',
      )}
    >
      <Languages aria-hidden size={16} />
      {language}
    </Button>
  );
}
