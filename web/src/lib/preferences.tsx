import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { chooseLanguage, isLanguage, type Language } from './language';
import { readSetting, writeSetting } from './storage';
import { applyTheme, isTheme, type Theme } from './theme';

interface Preferences {
  language: Language;
  setLanguage: (language: Language) => void;
  theme: Theme;
  setTheme: (theme: Theme) => void;
  /** Takes over what an account says; what it leaves open stays as the device has it. */
  adopt: (account: { language: string | null; theme: string | null }) => void;
  /** Shortcuts of one key can be switched off (WCAG 2.1.4). */
  singleKeys: boolean;
  setSingleKeys: (on: boolean) => void;
}

type Choice = { language: Language } | { theme: Theme };

const PreferencesContext = createContext<Preferences | null>(null);
const followers = new Set<(choice: Choice) => void>();

/** Hears what a person chooses, not what is adopted. Returns its leave. */
export function onChoice(follow: (choice: Choice) => void): () => void {
  followers.add(follow);
  return () => {
    followers.delete(follow);
  };
}

function tell(choice: Choice): void {
  for (const follow of followers) follow(choice);
}

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

  const preferences = useMemo<Preferences>(() => {
    const speak = (chosen: Language) => {
      // The API client reads the language here: it must be right before any query runs again.
      document.documentElement.lang = chosen;
      writeSetting('language', chosen);
      setLanguage(chosen);
    };
    const dress = (chosen: Theme) => {
      writeSetting('theme', chosen);
      setTheme(chosen);
    };
    return {
      language,
      setLanguage: (chosen) => {
        speak(chosen);
        tell({ language: chosen });
      },
      theme,
      setTheme: (chosen) => {
        dress(chosen);
        tell({ theme: chosen });
      },
      adopt: (account) => {
        if (isLanguage(account.language)) speak(account.language);
        if (isTheme(account.theme)) dress(account.theme);
      },
      singleKeys,
      setSingleKeys: (on) => {
        writeSetting('single-keys', on ? 'on' : 'off');
        setSingleKeys(on);
      },
    };
  }, [language, theme, singleKeys]);
  return <PreferencesContext value={preferences}>{children}</PreferencesContext>;
}
