import { cx } from '~/lib/cx';

export interface LegendItem {
  name: string;
  /** The form that it has in the chart: colour alone says nothing. */
  form: 'bar' | 'line' | 'dashed' | 'tick' | 'rise' | 'fall';
  /** A text colour, as a class. */
  ink: string;
}

export function Legend({ items }: { items: readonly LegendItem[] }) {
  if (items.length < 2) return null;
  return (
    <ul className="mb-1 flex flex-wrap justify-end gap-x-4 gap-y-1 text-xs text-mute">
      {items.map((item) => (
        <li key={item.name} className="flex items-center gap-1.5">
          <Swatch item={item} />
          {item.name}
        </li>
      ))}
    </ul>
  );
}

const FORMS = {
  bar: <rect x="2" y="1" width="8" height="10" rx="2" fill="currentColor" />,
  rise: <path d="M2 11V5L6 1L10 5V11Z" fill="currentColor" />,
  fall: <path d="M2 1V7L6 11L10 7V1Z" fill="currentColor" />,
  line: <path d="M0 6H12" stroke="currentColor" strokeWidth="2.5" />,
  dashed: <path d="M0 6H12" stroke="currentColor" strokeWidth="2" strokeDasharray="3 2" />,
  tick: <path d="M1 6H11" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />,
} as const;

export function Swatch({ item: { form, ink } }: { item: LegendItem }) {
  return (
    <svg aria-hidden width="12" height="12" className={cx('shrink-0', ink)}>
      {FORMS[form]}
    </svg>
  );
}
