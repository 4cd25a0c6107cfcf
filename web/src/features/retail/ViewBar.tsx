import { useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { useLocale, useTranslations } from 'use-intl';
import { useAmounts } from '~/lib/useAmounts';
import { Button } from '~/ui/Button';
import { Choice } from '~/ui/Choice';
import { Select } from '~/ui/Select';
import { filtersQuery, type RetailFilters } from './api';
import { firstOf, monthsBetween, SPANS, type Span, spanOf } from './months';
import type { View } from './view';

interface Props {
  view: View;
  onChange: (change: Partial<View>) => void;
  /** A page about all places and categories at once. */
  periodOnly?: boolean;
  /** What the server takes when nothing is chosen. */
  usual?: Span;
}

const ALL = '';
const STEP = '\u2003';

/** Period, place and category of every page of figures: only what one may see is there to choose. */
export function ViewBar(props: Props) {
  const { data } = useQuery(filtersQuery(useLocale()));
  return (
    <div className="mb-4 flex min-h-8 flex-wrap items-center gap-2 max-sm:grid max-sm:grid-cols-2 max-sm:[&>:nth-child(-n+2)]:col-span-2 print:hidden">
      {data && <Chosen {...props} filters={data} />}
    </div>
  );
}

function Chosen({
  view,
  onChange,
  periodOnly,
  usual = 'month',
  filters,
}: Props & { filters: RetailFilters }) {
  const t = useTranslations('retail.view');
  const { longMonth } = useAmounts();
  const last = view.last ?? filters.last_complete_month;
  const first = view.first ?? firstOf(view.last === undefined ? usual : 'month', last);
  const span = spanOf(first, last);
  const newest = filters.last_month ?? last;
  const months = monthsBetween(filters.first_month ?? first, newest < last ? last : newest);
  const narrowed = Object.values(view).some((value) => value !== undefined);
  return (
    <>
      <Choice
        label={t('span')}
        value={span ?? 'other'}
        onChange={(chosen) => {
          if (chosen !== 'other') onChange({ first: firstOf(chosen, last), last });
        }}
        items={[
          ...SPANS.map((each) => ({ value: each, label: t(`spans.${each}`) })),
          ...(span === undefined ? [{ value: 'other' as const, label: t('spans.other') }] : []),
        ]}
      />
      <Select
        label={t('last')}
        value={last}
        onChange={(chosen) => onChange({ first: firstOf(span ?? 'month', chosen), last: chosen })}
        items={months.toReversed().map((value) => ({ value, label: longMonth(value) }))}
      />
      {!periodOnly && filters.places.length > 1 && (
        <Select
          label={t('place')}
          value={view.place === undefined ? ALL : String(view.place)}
          onChange={(chosen) => onChange({ place: Number(chosen) || undefined })}
          items={[{ value: ALL, label: t('allPlaces') }, ...indented(filters.places)]}
          hideLabel
          className="sm:max-w-60"
        />
      )}
      {!periodOnly && filters.categories.length > 1 && (
        <Select
          label={t('category')}
          value={view.category === undefined ? ALL : String(view.category)}
          onChange={(chosen) => onChange({ category: Number(chosen) || undefined })}
          items={[{ value: ALL, label: t('allCategories') }, ...indented(filters.categories)]}
          hideLabel
          className="sm:max-w-60"
        />
      )}
      {narrowed && (
        <Button
          kind="quiet"
          icon={X}
          onPress={() =>
            onChange({ first: undefined, last: undefined, place: undefined, category: undefined })
          }
        >
          {t('reset')}
        </Button>
      )}
    </>
  );
}

interface Placed {
  id: number;
  level: number;
  name: string;
}

export function indented(items: readonly Placed[]): { value: string; label: string }[] {
  return items.map(({ id, level, name }) => ({
    value: String(id),
    label: STEP.repeat(level) + name,
  }));
}
