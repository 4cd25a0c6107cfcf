import { useTranslations } from 'use-intl';
import { useFormats } from '~/lib/useFormats';
import type { TrackedOrder } from './track';

/** The sentence under the state: when it leaves, left, arrived, or that it will not. */
export function Outlook({ order }: { order: TrackedOrder }) {
  const t = useTranslations('ordersPage.outlook');
  const { longDay } = useFormats();
  const { status, history, expected_on: expected } = order;
  const since = history.findLast((event) => event.status === status)?.on;

  let sentence: string | null = null;
  if (status === 'dispatched' || status === 'delivered' || status === 'cancelled') {
    sentence = since ? t(status, { day: longDay(since) }) : null;
  } else if (expected) {
    sentence = t((order.days_late ?? 0) > 0 ? 'late' : 'expected', { day: longDay(expected) });
  } else {
    sentence = t('unknown');
  }
  return sentence && <p className="mt-0.5 text-pretty text-mute">{sentence}</p>;
}
