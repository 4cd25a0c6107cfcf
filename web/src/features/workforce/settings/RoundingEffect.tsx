import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue } from 'react';
import { useTranslations } from 'use-intl';
import { useUnits } from '~/lib/useFormats';
import { Card } from '~/ui/Card';
import { QueryView } from '~/ui/QueryView';
import { RESULTS_KEY, runScenario } from '../api';
import type { Node, Rules } from '../types';

interface Props {
  rules: Rules;
  /** Else the last answer stays. */
  isValid: boolean;
}

/** Σ of what is rounded beside the rounded Σ: a rule of rounding makes posts, and here is how many. */
export function RoundingEffect({ rules, isValid }: Props) {
  const t = useTranslations('workforce.settings');
  const wanted = useDeferredValue(rules);
  const query = useQuery({
    queryKey: [...RESULTS_KEY, 'rules', wanted],
    queryFn: ({ signal }) => runScenario({ levers: [], rules: wanted }, signal),
    placeholderData: keepPreviousData,
    enabled: isValid,
  });
  return (
    <Card title={t('effect')}>
      <QueryView query={query}>
        {({ before, after }) => (
          <div className={query.isPlaceholderData ? 'opacity-60' : ''}>
            <Effect of={after.total} />
            <Before before={before.total} after={after.total} />
          </div>
        )}
      </QueryView>
    </Card>
  );
}

function Effect({ of: { required, rounded, staffed } }: { of: Node }) {
  const t = useTranslations('workforce.settings');
  const { fixed, change } = useUnits();
  const rows = [
    ['exact', required, null],
    ['roundedSum', rounded, rounded - required],
    ['sumOfRounded', staffed, staffed - required],
  ] as const;
  return (
    <dl>
      {rows.map(([name, value, cost]) => (
        <div
          key={name}
          className="flex items-baseline justify-between gap-4 border-t border-line py-3 first:border-t-0 first:pt-0"
        >
          <dt className="min-w-0">
            <span className="block font-medium">{t(`sums.${name}`)}</span>
            <span className="block text-sm text-pretty text-mute">{t(`sumTexts.${name}`)}</span>
          </dt>
          <dd className="num shrink-0 text-right">
            <span className="block text-lg font-semibold">{fixed(value, 'fte', 2)}</span>
            {cost !== null && (
              <span className="block text-xs text-mute">
                {t('cost', { change: change(cost, 2) })}
              </span>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Before({ before, after }: { before: Node; after: Node }) {
  const t = useTranslations('workforce.settings');
  const { fixed } = useUnits();
  if (before.staffed === after.staffed && before.required === after.required) return null;
  return (
    <p className="num rounded-lg bg-accent-soft px-3 py-2 text-sm text-pretty">
      {t('preview', {
        required: fixed(before.required, 'fte', 2),
        staffed: fixed(before.staffed, 'fte', 2),
      })}
    </p>
  );
}
