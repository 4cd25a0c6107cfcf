import { type ReactNode, useMemo } from 'react';
import { IntlProvider, type Messages, useLocale, useMessages } from 'use-intl';
import type { Language } from './language';

interface Props {
  namespace: string;
  catalogues: Record<Language, object>;
  children: ReactNode;
}

/** Adds a feature's own messages, which came with its lazy route, to those of the shell. */
export function FeatureMessages({ namespace, catalogues, children }: Props) {
  const language = useLocale();
  const shell = useMessages();
  const messages = useMemo(
    () => ({ ...shell, [namespace]: catalogues[language] }) as Messages,
    [shell, namespace, catalogues, language],
  );
  return (
    <IntlProvider locale={language} messages={messages}>
      {children}
    </IntlProvider>
  );
}
