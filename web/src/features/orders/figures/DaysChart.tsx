import { useTranslations } from 'use-intl';
import type { LegendItem } from '~/charts/Legend';
import { type Area, Plot } from '~/charts/Plot';
import { useFormats } from '~/lib/useFormats';
import type { Figures } from './api';

type Day = Figures['days'][number];

/** From the ground up. */
const PARTS = [
  { id: 'answered', ink: 'text-accent' },
  { id: 'handed_over', ink: 'text-series-2' },
  { id: 'refused', ink: 'text-series-4' },
  { id: 'other', ink: 'text-ghost' },
] as const;

const GAP = 0.25;
const WIDEST = 28;

function totalOf(day: Day): number {
  return PARTS.reduce((sum, { id }) => sum + day[id], 0);
}

/** What came of the questions of each day, one on top of the other. */
export function DaysChart({ days }: { days: readonly Day[] }) {
  const t = useTranslations('ordersFigures');
  const { longDay, shortDay, number } = useFormats();
  const legend = PARTS.map(
    ({ id, ink }): LegendItem => ({ name: t(`parts.${id}`), form: 'bar', ink }),
  );
  return (
    <Plot
      label={t('byDay')}
      slotName={t('day')}
      height={220}
      slots={days.map(({ day }) => ({
        key: day,
        title: longDay(day),
        short: shortDay(day).replace(/[\s,]*\d{4}$/, ''),
      }))}
      values={days.map(totalOf)}
      legend={legend}
      axis={number}
      figures={(index) =>
        PARTS.map(({ id }) => ({ name: t(`parts.${id}`), value: number(days[index]?.[id] ?? 0) }))
      }
    >
      {(area) => days.map((day, index) => <Stack key={day.day} day={day} at={index} area={area} />)}
    </Plot>
  );
}

function Stack({ day, at, area }: { day: Day; at: number; area: Area }) {
  const width = Math.min(WIDEST, area.step * (1 - GAP));
  let below = 0;
  return PARTS.map(({ id, ink }) => {
    const from = below;
    below += day[id];
    if (below === from) return null;
    return (
      <rect
        key={id}
        x={area.x(at) - width / 2}
        y={area.y(below)}
        width={width}
        height={Math.max(1, area.y(from) - area.y(below))}
        fill="currentColor"
        className={ink}
      />
    );
  });
}
