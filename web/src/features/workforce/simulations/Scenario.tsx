import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { BarsWithTarget } from '~/charts/BarsWithTarget';
import { useUnits } from '~/lib/useFormats';
import { useRested } from '~/lib/useRested';
import { Card } from '~/ui/Card';
import { Figure, Figures } from '~/ui/Figure';
import { QueryView } from '~/ui/QueryView';
import { RESULTS_KEY, runScenario } from '../api';
import type { Lever, Node, ScenarioResult } from '../types';

/** A dragged lever asks where it pauses. */
const REST_MS = 80;

interface Props {
  place: Node;
  levers: readonly Lever[];
}

/** What the levers make of it, as soon as they are moved. */
export function Scenario({ place, levers }: Props) {
  const t = useTranslations('workforce.simulations');
  const wanted = useRested(levers, REST_MS);
  const query = useQuery({
    queryKey: [...RESULTS_KEY, 'scenario', place.place_id, wanted],
    queryFn: ({ signal }) =>
      runScenario(
        {
          levers: [...wanted],
          ...(place.kind !== 'nation' && { place_id: place.place_id }),
        },
        signal,
      ),
    placeholderData: keepPreviousData,
  });
  return (
    <Card title={t('atOnce', { place: place.name })}>
      <QueryView query={query}>
        {(result) => <Comparison result={result} faded={query.isPlaceholderData} />}
      </QueryView>
    </Card>
  );
}

function Comparison({ result, faded }: { result: ScenarioResult; faded: boolean }) {
  const t = useTranslations('workforce.simulations');
  const { fixed, change } = useUnits();
  const { before, after } = result;
  const earlier = new Map(before.posts.map((post) => [post.post_id, post.required]));
  return (
    <div className={faded ? 'opacity-60' : ''}>
      <Figures>
        <Figure label={t('before')}>{fixed(before.total.required, 'none', 2)}</Figure>
        <Figure label={t('after')}>{fixed(after.total.required, 'none', 2)}</Figure>
        <Figure label={t('difference')}>
          {change(after.total.required - before.total.required, 2)}
        </Figure>
        <Figure label={t('presentNow')} note={t('gapAfter', { gap: change(after.total.gap, 2) })}>
          {fixed(after.total.present, 'none', 2)}
        </Figure>
      </Figures>
      <div className="mt-4">
        <BarsWithTarget
          label={t('byPost')}
          slotName={t('post')}
          height={230}
          bars={after.posts.map(({ post_id: id, code, name, required, present }) => ({
            key: String(id),
            title: name,
            short: code,
            value: required,
            target: present,
            before: earlier.get(id) ?? null,
          }))}
          words={{ value: t('after'), target: t('presentNow'), before: t('before') }}
          format={(value) => fixed(value, 'fte', 2)}
          axis={(value) => fixed(value, 'none', 0)}
        />
      </div>
    </div>
  );
}
