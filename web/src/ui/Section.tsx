import type { ReactNode } from 'react';

/** A part of a sheet, under a small heading. */
export function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="mt-6 first:mt-0">
      <h3 className="mb-2 text-xs font-medium text-mute">{title}</h3>
      {children}
    </section>
  );
}
