import type { ReactNode } from 'react';
import { FeatureMessages } from '~/lib/FeatureMessages';
import en from './messages/en';
import fr from './messages/fr';

const CATALOGUES = { fr, en };

/** Intents and outcomes have one name on all pages. */
export function WithWords({ children }: { children: ReactNode }) {
  return (
    <FeatureMessages namespace="ordersWords" catalogues={CATALOGUES}>
      {children}
    </FeatureMessages>
  );
}
