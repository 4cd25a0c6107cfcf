import { useTranslations } from 'use-intl';
import type fr from './messages/fr';

type Words = typeof fr;

export const INTENTS = [
  'order_status',
  'order_delay',
  'order_history',
  'order_content',
  'order_find',
  'status_list',
  'change_request',
  'human',
  'greeting',
  'thanks',
  'unknown',
] as const satisfies readonly (keyof Words['intents'])[];

export const OUTCOMES = [
  'answered',
  'asked',
  'not_found',
  'refused',
  'handed_over',
  'not_understood',
  'social',
  'failed',
] as const satisfies readonly (keyof Words['outcomes'])[];

/** What people call an intent; one of tomorrow keeps its name. */
export function useIntent(): (intent: string) => string {
  const t = useTranslations('ordersWords.intents');
  return (intent) => {
    const known = INTENTS.find((each) => each === intent);
    return known ? t(known) : intent;
  };
}

/** What came of a question. */
export function useOutcome(): (outcome: string) => string {
  const t = useTranslations('ordersWords.outcomes');
  return (outcome) => {
    const known = OUTCOMES.find((each) => each === outcome);
    return known ? t(known) : outcome;
  };
}
