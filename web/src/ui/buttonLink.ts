import { cx } from '~/lib/cx';

/** The look of a primary button for a link that leads somewhere. */
export const buttonLink = cx(
  'inline-flex h-8 items-center justify-center gap-2 rounded-lg bg-accent px-3 text-sm',
  'font-medium text-on-accent transition-colors hover:bg-accent-strong max-sm:h-11',
);

/** The same for one of several things to do. */
export const plainButtonLink = cx(
  'inline-flex h-8 items-center justify-center gap-2 rounded-lg border border-line bg-surface px-3',
  'text-sm font-medium text-ink transition-colors hover:border-edge max-sm:h-11',
);
