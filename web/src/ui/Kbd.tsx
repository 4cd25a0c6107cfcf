import { cx } from '~/lib/cx';

const KEY = cx(
  'inline-grid h-5 min-w-5 place-items-center rounded border border-line bg-surface px-1.5',
  'font-sans text-[0.6875rem] leading-none whitespace-nowrap text-mute',
);

export function Kbd({ children }: { children: string }) {
  return <kbd className={KEY}>{children}</kbd>;
}
