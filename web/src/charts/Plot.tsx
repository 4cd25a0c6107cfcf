import { scaleLinear } from 'd3-scale';
import { type KeyboardEvent, type PointerEvent, type ReactNode, useState } from 'react';
import { useTranslations } from 'use-intl';
import { announce } from '~/lib/announce';
import { FeatureMessages } from '~/lib/FeatureMessages';
import { Axes } from './Axes';
import { FigureTable } from './FigureTable';
import { domainOf, type Figure, linesOf, type Slot, sentenceOf, textWidth } from './figures';
import { Legend, type LegendItem } from './Legend';
import en from './messages/en';
import fr from './messages/fr';
import { Tooltip } from './Tooltip';
import { useWidth } from './useWidth';

const CATALOGUES = { fr, en };
const MARGIN = { top: 12, right: 8, bottom: 24 };
const GROUP_HEIGHT = 15;
const TICKS = 4;
/** Between the amounts and the lines, and before the amounts. */
const LABEL_GAP = 12;

/** Where things are drawn, in pixels of the chart. */
export interface Area {
  /** The middle of a slot. */
  x: (index: number) => number;
  y: (value: number) => number;
  /** How wide a slot is. */
  step: number;
  /** The lowest line, and the value there. */
  floor: number;
  low: number;
}

export interface PlotProps {
  /** The accessible name. */
  label: string;
  /** What the slots are, as the head of the table's first column. */
  slotName: string;
  slots: readonly Slot[];
  /** Everything that is drawn: the axis has room for it. */
  values: readonly (number | null | undefined)[];
  /** Instead of zero and the values. */
  domain?: [number, number];
  legend: readonly LegendItem[];
  /** A number on the axis. */
  axis: (value: number) => string;
  figures: (index: number) => Figure[];
  height?: number;
  /** A press on a slot, or Enter. */
  onPick?: ((key: string) => void) | undefined;
  children: (area: Area, active: number | null) => ReactNode;
}

/** The frame of every chart over slots: axes, keyboard, tooltip, and the same figures as a table. */
export function Plot(props: PlotProps) {
  return (
    <FeatureMessages namespace="charts" catalogues={CATALOGUES}>
      <Framed {...props} />
    </FeatureMessages>
  );
}

function Framed(props: PlotProps) {
  const { label, slots, height = 260, axis, figures, legend, onPick } = props;
  const t = useTranslations('charts');
  const [ref, width] = useWidth();
  const [active, setActive] = useState<number | null>(null);

  // A second line below the axis: years of months, or names of several words.
  const grouped = slots.some(
    ({ short, group }) => group !== undefined || linesOf(short).length > 1,
  );
  const floor = height - MARGIN.bottom - (grouped ? GROUP_HEIGHT : 0);
  const scale = scaleLinear()
    .domain(props.domain ?? domainOf(props.values))
    .nice(TICKS)
    .range([floor, MARGIN.top]);
  const ticks = scale.ticks(TICKS).map((value) => ({ at: scale(value), text: axis(value) }));
  const left = textWidth(Math.max(...ticks.map(({ text }) => text.length))) + LABEL_GAP;
  const step = Math.max(1, (width - left - MARGIN.right) / Math.max(1, slots.length));
  const area: Area = {
    x: (index) => left + step * (index + 0.5),
    y: scale,
    step,
    floor,
    low: scale.domain()[0] ?? 0,
  };
  // Another period may have fewer slots than the one that was pointed at.
  const shown = active === null ? undefined : slots[active];

  const moveTo = (index: number) => {
    const slot = slots[index];
    if (slot === undefined) return;
    setActive(index);
    announce(sentenceOf(slot.title, figures(index)));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const last = slots.length - 1;
    const at = active ?? (event.key === 'ArrowRight' ? -1 : slots.length);
    if (event.key === 'ArrowRight') moveTo(Math.min(last, at + 1));
    else if (event.key === 'ArrowLeft') moveTo(Math.max(0, at - 1));
    else if (event.key === 'Home') moveTo(0);
    else if (event.key === 'End') moveTo(last);
    else if (event.key === 'Enter' && shown && onPick) onPick(shown.key);
    else if (event.key === 'Escape' && shown) setActive(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const onPointer = (event: PointerEvent<HTMLElement>) => {
    const x = event.clientX - event.currentTarget.getBoundingClientRect().left - left;
    const index = Math.floor(x / step);
    setActive(index in slots ? index : null);
  };

  return (
    <figure aria-label={label} className="chart min-w-0">
      <Legend items={legend} />
      <div
        ref={ref}
        role="application"
        aria-label={t('plot', { label })}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys move over the points
        tabIndex={0}
        onKeyDown={onKeyDown}
        onPointerMove={onPointer}
        onPointerDown={onPointer}
        onPointerLeave={() => setActive(null)}
        onBlur={() => setActive(null)}
        onClick={() => shown && onPick?.(shown.key)}
        className="relative rounded-md"
        style={{ height, cursor: onPick && shown ? 'pointer' : undefined }}
      >
        <svg aria-hidden width={width} height={height} className="absolute inset-0">
          {shown && active !== null && (
            <rect
              x={area.x(active) - step / 2}
              y={MARGIN.top}
              width={step}
              height={floor - MARGIN.top}
              className="fill-raised"
            />
          )}
          <Axes
            slots={slots}
            area={area}
            ticks={ticks}
            left={left}
            right={width - MARGIN.right}
            active={active}
          />
          {props.children(area, active)}
        </svg>
        {shown && active !== null && (
          <Tooltip
            title={shown.title}
            figures={figures(active)}
            legend={legend}
            x={area.x(active)}
            step={step}
            width={width}
          />
        )}
      </div>
      <FigureTable
        label={label}
        slotName={props.slotName}
        rows={slots.map(({ key, title }, index) => ({ key, title, figures: figures(index) }))}
      />
    </figure>
  );
}
