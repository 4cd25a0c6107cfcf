import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { Spark } from '~/charts/Spark';
import { useAmounts } from '~/lib/useAmounts';
import { useFormats } from '~/lib/useFormats';
import { WhyButton } from '~/parts/why/WhyButton';
import type { Compared, Measures, RetailDashboard } from '../api';
import { Growth } from '../Growth';
import { goalOf, type Planned } from '../goals';
import { GoalLines } from './GoalLines';

type Shown = 'revenue' | 'margin' | 'margin_rate' | 'baskets' | 'average_basket';

/** The figures that the page opens with; each says what it is made of. */
export function KeyFigures({ dashboard }: { dashboard: RetailDashboard }) {
  const t = useTranslations('retail');
  const { euros, shortEuros, signedNumber, signedShortEuros, wholeEuros, percent } = useAmounts();
  const { number } = useFormats();
  const { total, series, category } = dashboard;
  const course = (measure: Shown) => series.map(({ figures }) => figures[measure] as number | null);
  const goal = (measure: Planned, short = shortEuros, signed = signedShortEuros) =>
    // Targets are of whole stores: a category has none.
    category === null && (
      <GoalLines
        goal={goalOf(total.figures, measure)}
        title={t(`measures.${measure}`)}
        short={short}
        signed={signed}
      />
    );
  const cards: { measure: Shown; write: (value: number) => string; note?: ReactNode }[] = [
    { measure: 'revenue', write: wholeEuros, note: goal('revenue') },
    { measure: 'margin', write: wholeEuros, note: goal('margin') },
    { measure: 'margin_rate', write: percent },
    { measure: 'baskets', write: number, note: goal('baskets', number, signedNumber) },
    { measure: 'average_basket', write: euros },
  ];
  return (
    <dl className="mb-4 grid grid-cols-2 gap-3 lg:grid-cols-6">
      {cards
        .filter(({ measure }) => total.figures[measure] !== null)
        .map(({ measure, write, note }, index) => (
          <KeyFigure
            key={measure}
            measure={measure}
            wide={index === 0}
            text={write(total.figures[measure] ?? 0)}
            total={total}
            note={note}
            course={course(measure)}
          />
        ))}
    </dl>
  );
}

interface CardProps {
  measure: Shown;
  wide: boolean;
  text: string;
  total: Compared;
  note: ReactNode;
  course: readonly (number | null)[];
}

function KeyFigure({ measure, wide, text, total, note, course }: CardProps) {
  const t = useTranslations('retail');
  const title = t(`measures.${measure}`);
  const growth = total.growth[measure satisfies keyof Measures];
  return (
    <div className={`card flex min-w-0 flex-col px-4 py-3 ${wide ? 'col-span-2' : ''}`}>
      <dt className="truncate text-xs font-medium text-mute">{title}</dt>
      <dd className="flex flex-1 flex-col">
        <span className="text-xl font-semibold tracking-tight whitespace-nowrap">
          <WhyButton why={measure} what={title}>
            {text}
          </WhyButton>
        </span>
        <span className="flex min-w-0 items-end justify-between gap-2">
          <span className="min-w-0 text-xs text-mute">
            {note}
            <span className="num block truncate">
              <Growth value={growth} unit={measure === 'margin_rate' ? 'points' : 'percent'} />{' '}
              {t('dashboard.onLastYear')}
            </span>
          </span>
          {wide && (
            <Spark
              values={course}
              slots={course.length}
              label={t('dashboard.course', { title, count: course.length })}
            />
          )}
        </span>
      </dd>
    </div>
  );
}
