import type { ReactNode } from 'react';
import { FeatureMessages } from '~/lib/FeatureMessages';
import en from './en';
import fr from './fr';

/** The words of files, absences, evaluations and statistics, which quote each other. */
export function Personnel({ children }: { children: ReactNode }) {
  return (
    <FeatureMessages namespace="personnel" catalogues={{ fr, en }}>
      {children}
    </FeatureMessages>
  );
}
