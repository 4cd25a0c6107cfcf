import { useTranslations } from 'use-intl';
import { useAmounts } from '~/lib/useAmounts';
import { When } from '~/ui/When';
import type { Chosen } from './api';

/** What the figures below are about, and of when they are. */
export function Subtitle({ chosen }: { chosen: Chosen | undefined }) {
  const t = useTranslations('retail');
  const { longMonth } = useAmounts();
  if (chosen === undefined) return <span>{'\u00a0'}</span>;
  const { period, place, category, as_of: asOf } = chosen;
  const months =
    period.first === period.last
      ? longMonth(period.last)
      : t('period', { first: longMonth(period.first), last: longMonth(period.last) });
  return (
    <>
      <span className="inline-block first-letter:uppercase">{months}</span>
      {!period.complete && ` (${t('notOver')})`}
      {` · ${place?.name ?? t('view.allPlaces')}`}
      {category && ` · ${category.name}`}
      {asOf && (
        <>
          {` · ${t('asOf')} `}
          <When at={asOf} />
        </>
      )}
    </>
  );
}
