import { Monitor, Moon, Sun } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { usePreferences } from '~/lib/preferences';
import { THEMES } from '~/lib/theme';
import { SegmentedControl } from '~/ui/SegmentedControl';

const ICONS = { system: Monitor, light: Sun, dark: Moon };

export default function Themes() {
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
        icon: ICONS[value],
      }))}
    />
  );
}
