import { labelStep, linesOf, type Slot } from './figures';
import type { Area } from './Plot';

const LABEL_BELOW = 16;
const LINE_HEIGHT = 13;
const GROUP_BELOW = 31;
const GROUP_WIDTH = 34;

interface Props {
  slots: readonly Slot[];
  area: Area;
  ticks: readonly { at: number; text: string }[];
  left: number;
  right: number;
  active: number | null;
}

/** Lines with their amounts on the left, names of slots below: as many as fit. */
export function Axes({ slots, area, ticks, left, right, active }: Props) {
  const every = labelStep(slots, area.step);
  const groupRoom = Math.ceil(GROUP_WIDTH / area.step);
  const hasRoom = (index: number) =>
    !slots.slice(index + 1, index + groupRoom).some(({ group }) => group !== undefined);
  return (
    <>
      {ticks.map(({ at, text }) => (
        <g key={at}>
          <path d={`M${left} ${at}H${right}`} className="stroke-line" />
          <text x={left - 8} y={at} dy="0.32em" textAnchor="end" className="num chart-text">
            {text}
          </text>
        </g>
      ))}
      {slots.map(({ key, short, group }, index) => (
        <g key={key}>
          {index % every === 0 && (
            <text
              x={area.x(index)}
              y={area.floor + LABEL_BELOW}
              textAnchor="middle"
              className={active === index ? 'chart-text chart-text-active' : 'chart-text'}
            >
              {linesOf(short).map((line, number) => (
                <tspan key={line} x={area.x(index)} dy={number === 0 ? 0 : LINE_HEIGHT}>
                  {line}
                </tspan>
              ))}
            </text>
          )}
          {group !== undefined && hasRoom(index) && (
            <text
              x={area.x(index) - area.step / 2 + 2}
              y={area.floor + GROUP_BELOW}
              className="chart-text chart-text-active"
            >
              {group}
            </text>
          )}
        </g>
      ))}
    </>
  );
}
