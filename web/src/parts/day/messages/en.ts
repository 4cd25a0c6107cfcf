import type fr from './fr';

export default {
  hint: 'For example 25/12/2026.',
  noDay: 'Write a day, such as 25/12/2026.',
} as const satisfies Record<keyof typeof fr, string>;
