import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { useFormats, useQuantities } from '~/lib/useFormats';
import { CodeBlock } from '~/ui/CodeBlock';
import { Facts } from '~/ui/Facts';
import { QueryView } from '~/ui/QueryView';
import { Section } from '~/ui/Section';
import { Sheet } from '~/ui/Sheet';
import { When } from '~/ui/When';
import { type SlowShape, type SlowStatement, statementsQuery } from './api';

interface Props {
  shape: SlowShape;
  days: number;
  onClose: () => void;
}

/** One shape of query on one day, with the last times that it was slow. */
export function ShapeSheet({ shape, days, onClose }: Props) {
  const t = useTranslations('consoleSlowQueries');
  const { number, shortDay } = useFormats();
  const { duration } = useQuantities();
  const query = useQuery(statementsQuery(shape.digest, days));
  const took = (ms: number) => duration(ms / 1000);
  return (
    <Sheet isOpen onClose={onClose} title={t('details.title')} subtitle={shape.database}>
      <Section title={t('details.statement')}>
        <CodeBlock label={t('details.statement')} text={shape.statement} />
      </Section>
      <Section title={t('details.facts')}>
        <Facts
          facts={[
            [t('details.day'), shortDay(shape.day)],
            [t('table.count'), number(shape.count)],
            [t('table.total'), took(shape.total_ms)],
            [t('table.p95'), took(shape.p95_ms)],
            [t('table.max'), took(shape.max_ms)],
            [t('details.rows'), shape.max_rows !== null && number(shape.max_rows)],
            [t('details.last'), <When key="last" full at={shape.last_at} />],
          ]}
        />
      </Section>
      <Section title={t('details.causes')}>
        {shape.causes.length === 0 ? (
          <p className="text-sm text-mute">{t('details.noCause')}</p>
        ) : (
          <ul className="flex flex-wrap gap-1.5">
            {shape.causes.map((cause) => (
              <li
                key={cause}
                className="rounded-md bg-raised px-2 py-0.5 font-mono text-xs wrap-anywhere"
              >
                {cause}
              </li>
            ))}
          </ul>
        )}
      </Section>
      <Section title={t('details.times')}>
        <QueryView query={query}>
          {({ statements }) =>
            statements.length === 0 ? (
              <p className="text-sm text-mute">{t('details.none')}</p>
            ) : (
              <Runs runs={statements} />
            )
          }
        </QueryView>
      </Section>
    </Sheet>
  );
}

function Runs({ runs }: { runs: readonly SlowStatement[] }) {
  const { duration } = useQuantities();
  return (
    <ul className="divide-y divide-line rounded-lg border border-line text-sm">
      {runs.map((run) => (
        <li
          key={`${run.at} ${run.request_id}`}
          className="flex flex-wrap items-baseline gap-x-3 px-3 py-1.5"
        >
          <span className="num w-20 font-medium">{duration(run.elapsed_ms / 1000)}</span>
          <span className="min-w-0 flex-1 truncate font-mono text-xs text-mute">{run.cause}</span>
          <When at={run.at} className="text-xs text-mute" />
        </li>
      ))}
    </ul>
  );
}
