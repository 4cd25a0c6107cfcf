import { useTranslations } from 'use-intl';
import { useFormats } from '~/lib/useFormats';
import type { Counter } from './api';

/** The most counted items, longest bar first; what was not told apart stands last. */
export function TopItems({ items, other }: { items: Counter['top']; other: number }) {
  const t = useTranslations('consoleCounters');
  const { number } = useFormats();
  const most = items[0]?.count ?? 1;
  const rows = other > 0 ? [...items, { item: t('other'), count: other }] : items;
  return (
    <section className="mt-5">
      <h3 className="mb-2 text-xs font-medium text-mute">{t('top')}</h3>
      <ol className="flex flex-col gap-1.5">
        {rows.map(({ item, count }) => (
          <li key={item} className="relative flex justify-between gap-3 rounded-md px-2 py-0.5">
            <span
              aria-hidden
              className="absolute inset-y-0 left-0 rounded-md bg-accent-soft"
              style={{ width: `${Math.min(1, count / most) * 100}%` }}
            />
            <span className="relative min-w-0 truncate text-sm">{item}</span>
            <span className="num relative text-sm font-medium">{number(count)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
