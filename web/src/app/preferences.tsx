import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { chooseLanguage, type Language } from '~/lib/language';
import { readSetting, writeSetting } from '~/lib/storage';
import { applyTheme, isTheme, type Theme } from './theme';

interface Preferences {
  language: Language;
  setLanguage: (language: Language) => void;
  theme: Theme;
  setTheme: (theme: Theme) => void;
  /** Shortcuts of one key can be switched off (WCAG 2.1.4). */
  singleKeys: boolean;
  setSingleKeys: (on: boolean) => void;
}

const PreferencesContext = createContext<Preferences | null>(null);

export function usePreferences(): Preferences {
  const preferences = useContext(PreferencesContext);
  if (preferences === null) throw new Error('usePreferences needs PreferencesProvider');
  return preferences;
}

function keptTheme(): Theme {
  const kept = readSetting('theme');
  return isTheme(kept) ? kept : 'system';
}

/** What a person chose, kept on this device. */
export function PreferencesProvider({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState(() =>
    chooseLanguage(readSetting('language'), navigator.languages),
  );
  const [theme, setTheme] = useState(keptTheme);
  const [singleKeys, setSingleKeys] = useState(() => readSetting('single-keys') !== 'off');

  useEffect(() => applyTheme(theme), [theme]);

  const preferences = useMemo<Preferences>(
    () => ({
      language,
      setLanguage: (chosen) => {
        // The API client reads the language here: it must be right before any query runs again.
        document.documentElement.lang = chosen;
        writeSetting('language', chosen);
        setLanguage(chosen);
      },
      theme,
      setTheme: (chosen) => {
        writeSetting('theme', chosen);
        setTheme(chosen);
      },
      singleKeys,
      setSingleKeys: (on) => {
        writeSetting('single-keys', on ? 'on' : 'off');
        setSingleKeys(on);
      },
    }),
    [language, theme, singleKeys],
  );
  return <PreferencesContext value={preferences}>{children}</PreferencesContext>;
}
