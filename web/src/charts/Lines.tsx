import { line } from 'd3-shape';
import type { Slot } from './figures';
import type { LegendItem } from './Legend';
import { type Area, Plot } from './Plot';

export interface Series {
  name: string;
  /** One for each slot; null is a gap. */
  values: readonly (number | null)[];
  /** A target or a plan. */
  dashed?: boolean;
}

interface Props {
  label: string;
  slotName: string;
  slots: readonly Slot[];
  series: readonly Series[];
  format: (value: number) => string;
  axis: (value: number) => string;
  domain?: [number, number];
  height?: number;
  onPick?: (key: string) => void;
}

/** Colours that are told apart on both grounds, and by who cannot tell red from green. */
const INKS = ['text-accent', 'text-series-2', 'text-series-3', 'text-series-4', 'text-series-5'];
const DASHED = 'text-ink';

/** Several courses over the same slots. */
export function Lines({ slots, series, format, ...rest }: Props) {
  const solid = series.filter(({ dashed }) => !dashed);
  const legend = series.map(
    (each): LegendItem => ({
      name: each.name,
      form: each.dashed ? 'dashed' : 'line',
      ink: each.dashed ? DASHED : (INKS[solid.indexOf(each) % INKS.length] ?? DASHED),
    }),
  );
  return (
    <Plot
      {...rest}
      slots={slots}
      values={series.flatMap(({ values }) => values)}
      legend={legend}
      figures={(index) =>
        series.map(({ name, values }) => {
          const value = values[index] ?? null;
          return { name, value: value === null ? '—' : format(value) };
        })
      }
    >
      {(area, active) =>
        series.map((each, index) => (
          <g key={each.name} className={legend[index]?.ink}>
            <Course series={each} area={area} active={active} />
          </g>
        ))
      }
    </Plot>
  );
}

interface CourseProps {
  series: Series;
  area: Area;
  active: number | null;
}

function Course({ series: { values, dashed }, area, active }: CourseProps) {
  return (
    <>
      <path
        d={coursePath(values, area)}
        fill="none"
        stroke="currentColor"
        strokeWidth={dashed ? 1.5 : 2}
        strokeDasharray={dashed ? '5 4' : undefined}
        strokeLinecap="round"
        strokeLinejoin="round"
      />
      {values.map(
        (value, index) =>
          value !== null &&
          (index === active || isAlone(values, index)) && (
            <circle
              // biome-ignore lint/suspicious/noArrayIndexKey: a point is its place on the axis
              key={index}
              cx={area.x(index)}
              cy={area.y(value)}
              r="3.5"
              fill="currentColor"
              className="stroke-surface"
              strokeWidth="1.5"
            />
          ),
      )}
    </>
  );
}

/** A line through what is known: a gap lifts the pen. */
export function coursePath(
  values: readonly (number | null)[],
  area: Pick<Area, 'x' | 'y'>,
): string {
  return (
    line<number | null>()
      .defined((value) => value !== null)
      .x((_, index) => area.x(index))
      .y((value) => area.y(value ?? 0))(values as (number | null)[]) ?? ''
  );
}

/** Between two gaps a line has no length: only a point is seen. */
function isAlone(values: readonly (number | null)[], index: number): boolean {
  return (values[index - 1] ?? null) === null && (values[index + 1] ?? null) === null;
}
