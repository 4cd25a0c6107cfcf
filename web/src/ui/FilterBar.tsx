import type { ReactNode } from 'react';

/** What narrows a list, above its rows. */
export function FilterBar({ children }: { children: ReactNode }) {
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3 max-sm:[&>*]:w-full">
      {children}
    </div>
  );
}
