import { type ReactNode, useEffect } from 'react';

interface Props {
  title: string;
  /** What the browser's tab says, where the heading is not the name of the page. */
  tab?: string;
  description?: ReactNode;
  actions?: ReactNode;
}

/** The first heading of a page; the shell moves the focus there after a navigation. */
export function PageHeader({ title, tab = title, description, actions }: Props) {
  useEffect(() => {
    document.title = `${tab} · Régie`;
  }, [tab]);
  return (
    <header className="mb-5 flex flex-wrap items-end justify-between gap-x-6 gap-y-3 print:hidden">
      <div className="min-w-0">
        <h1 tabIndex={-1} className="text-xl font-semibold tracking-tight">
          {title}
        </h1>
        {description && <div className="mt-0.5 text-sm text-mute">{description}</div>}
      </div>
      {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
    </header>
  );
}
