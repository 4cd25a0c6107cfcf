import { type ReactNode, useEffect } from 'react';
import { FeatureMessages } from '~/lib/FeatureMessages';
import en from './messages/en';
import fr from './messages/fr';

interface Props {
  title: string;
  lead?: ReactNode;
  children: ReactNode;
}

/** The card of a page that leads in. */
export function Entry({ title, lead, children }: Props) {
  useEffect(() => {
    document.title = `${title} · Régie`;
  }, [title]);
  return (
    <div className="card animate-rise p-5 shadow-pop sm:p-7">
      <header className="mb-5 print:hidden">
        <h1 tabIndex={-1} className="text-2xl font-semibold tracking-tight text-balance">
          {title}
        </h1>
        {lead && <div className="mt-1 text-pretty text-mute">{lead}</div>}
      </header>
      {children}
    </div>
  );
}

export function IdentityMessages({ children }: { children: ReactNode }) {
  return (
    <FeatureMessages namespace="identity" catalogues={{ fr, en }}>
      {children}
    </FeatureMessages>
  );
}
