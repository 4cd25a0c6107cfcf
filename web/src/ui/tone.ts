/** What a colour means; words or a shape always say it too. */
export type Tone = 'neutral' | 'accent' | 'good' | 'warn' | 'bad';

export const SOFT: Record<Tone, string> = {
  neutral: 'bg-raised text-mute',
  accent: 'bg-accent-soft text-accent',
  good: 'bg-good-soft text-good',
  warn: 'bg-warn-soft text-warn',
  bad: 'bg-bad-soft text-bad',
};

export const SOLID: Record<Tone, string> = {
  neutral: 'bg-edge',
  accent: 'bg-accent',
  good: 'bg-good',
  warn: 'bg-warn',
  bad: 'bg-bad',
};

export const INK: Record<Tone, string> = {
  neutral: 'text-mute',
  accent: 'text-accent',
  good: 'text-good',
  warn: 'text-warn',
  bad: 'text-bad',
};
