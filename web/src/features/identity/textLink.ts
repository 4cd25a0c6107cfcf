/** The look of a link in a sentence or under a form. */
export const textLink =
  'rounded font-medium text-accent underline-offset-4 hover:underline max-sm:inline-block max-sm:py-2.5';
