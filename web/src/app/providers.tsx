import { QueryClientProvider, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { I18nProvider } from 'react-aria-components/I18nProvider';
import { IntlProvider, type Messages } from 'use-intl';
import { aboutQuery } from '~/api/about';
import { LOCALES } from '~/lib/language';
import { PreferencesProvider, usePreferences } from '~/lib/preferences';
import { en } from './messages/en';
import { fr } from './messages/fr';
import { queries } from './queries';

// What the English catalogue lacks would not have compiled; the features' messages come later.
const CATALOGUES = { fr: fr as unknown as Messages, en: en as unknown as Messages };

function Languages({ children }: { children: ReactNode }) {
  const { language } = usePreferences();
  const { data: about } = useQuery(aboutQuery(language));
  return (
    <I18nProvider locale={LOCALES[language]}>
      <IntlProvider
        locale={language}
        messages={CATALOGUES[language]}
        timeZone={about?.time_zone ?? 'Europe/Paris'}
      >
        {children}
      </IntlProvider>
    </I18nProvider>
  );
}

export function Providers({ children }: { children: ReactNode }) {
  return (
    <QueryClientProvider client={queries}>
      <PreferencesProvider>
        <Languages>{children}</Languages>
      </PreferencesProvider>
    </QueryClientProvider>
  );
}
