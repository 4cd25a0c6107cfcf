import { type KeyboardEvent, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { cx } from '~/lib/cx';
import { toast } from '~/lib/toast';
import { useAmounts } from '~/lib/useAmounts';
import { useFormats } from '~/lib/useFormats';
import { useAction } from '~/ui/useAction';
import type { Planned } from '../goals';
import { monthsBetween } from '../months';
import { setTarget, TARGETS_KEY, type Target, type TargetStore, type Wanted } from './api';
import { TargetInput } from './TargetInput';

interface Props {
  year: number;
  measure: Planned;
  stores: readonly TargetStore[];
  targets: readonly Target[];
  manages: boolean;
}

type Place = readonly [row: number, column: number];

const STEPS: Readonly<Record<string, Place>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

const CENTS = 100;
const CAME = {
  revenue: 'achieved',
  margin: 'achieved_margin',
  baskets: 'achieved_baskets',
} as const;

/** A row per store, a column per month; who may, types into it. */
export function TargetGrid({ year, measure, stores, targets, manages }: Props) {
  const t = useTranslations('retail.targets');
  const measures = useTranslations('retail.measures');
  const { wholeEuros, shortMonth, longMonth } = useAmounts();
  const { number } = useFormats();
  const counts = measure === 'baskets';
  const unit = counts ? 1 : CENTS;
  const inUnits = (value: number) => number(Math.round(value / unit));
  const inFull = counts ? number : wholeEuros;
  const body = useRef<HTMLTableSectionElement>(null);
  const [at, setAt] = useState<Place>([0, 0]);
  const [editing, setEditing] = useState(false);
  const months = monthsBetween(`${year}-01`, `${year}-12`);
  const byCell = new Map(targets.map((each) => [`${each.store.id} ${each.month}`, each]));
  const targetAt = (store: TargetStore, month: string) => byCell.get(`${store.id} ${month}`);

  const save = useAction({
    run: (wanted: Wanted) => setTarget(wanted, targetAt(wanted.store, wanted.month)),
    done: (_, { store, month }) => t('saved', { store: store.name, month: longMonth(month) }),
    refresh: [TARGETS_KEY],
    onFailure: ({ facts }) =>
      toast(t(facts.code === 'changed_meanwhile' ? 'changed' : 'failed'), {
        failed: true,
        ...(facts.code !== 'changed_meanwhile' && facts.detail && { detail: facts.detail }),
      }),
  });

  const focus = ([row, column]: Place) => {
    setAt([row, column]);
    body.current?.querySelector<HTMLElement>(`[data-cell="${row}-${column}"]`)?.focus();
  };
  const edit = ([row, column]: Place) => {
    const store = stores[row];
    const month = months[column];
    if (!store || !month) return;
    if (measure === 'revenue' || targetAt(store, month)) setEditing(true);
    else toast(t('revenueFirst'), { failed: true });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (editing) return;
    const step = STEPS[event.key];
    if (step) {
      focus([clamp(at[0] + step[0], stores.length), clamp(at[1] + step[1], months.length)]);
    } else if (event.key === 'Enter' && manages) edit(at);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  // Nobody plans nothing: a sum of 0 is of no target.
  const totalOf = (found: readonly (Target | undefined)[]) => {
    const sum = found.reduce((sum, each) => sum + (each?.[measure] ?? 0), 0);
    return sum === 0 ? '—' : inUnits(sum);
  };

  return (
    <>
      <p className="px-4 py-2.5 text-xs text-mute">{t(manages ? 'hint' : 'readHint')}</p>
      <section aria-label={t('title')} className="overflow-x-auto">
        <table
          // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: its cells are typed into
          role="grid"
          aria-label={t('grid', { measure: measures(measure), year: String(year) })}
          aria-readonly={!manages}
          className="w-full border-separate border-spacing-0 text-xs min-[1400px]:text-sm"
        >
          <thead className="text-xs text-mute">
            <tr>
              <th
                scope="col"
                className="sticky left-0 z-1 h-9 bg-surface px-4 text-left font-medium"
              >
                {t('store')}
              </th>
              {months.map((month) => (
                <th key={month} scope="col" className="px-1.5 text-right font-medium">
                  {shortMonth(month)}
                </th>
              ))}
              <th scope="col" className="pr-4 pl-2 text-right font-medium">
                {t('total')}
              </th>
            </tr>
          </thead>
          <tbody ref={body} onKeyDown={onKeyDown}>
            {stores.map((store, row) => (
              <tr key={store.id}>
                <th
                  scope="row"
                  className="sticky left-0 z-1 max-w-52 truncate border-t border-line bg-surface pr-2 pl-4 text-left font-medium max-sm:max-w-32"
                >
                  {store.name}
                </th>
                {months.map((month, column) => {
                  const target = targetAt(store, month);
                  const planned = target?.[measure] ?? null;
                  const came = target?.[CAME[measure]];
                  const here = at[0] === row && at[1] === column;
                  return (
                    // biome-ignore lint/a11y/useKeyWithClickEvents: the body hears Enter
                    <td
                      key={month}
                      data-cell={`${row}-${column}`}
                      tabIndex={here ? 0 : -1}
                      aria-label={t('cell', {
                        store: store.name,
                        month: longMonth(month),
                        target: planned === null ? t('noTarget') : inFull(planned),
                        achieved: came === undefined ? t('noTarget') : inFull(came),
                      })}
                      onFocus={() => setAt([row, column])}
                      onClick={() => manages && !(here && editing) && edit([row, column])}
                      className={cx(
                        'num h-9 min-w-15 border-t border-line px-1.5 text-right whitespace-nowrap',
                        'focus-visible:-outline-offset-2',
                        manages && 'cursor-cell hover:bg-raised',
                      )}
                    >
                      {here && editing ? (
                        <TargetInput
                          label={t(`edit.${measure}`, {
                            store: store.name,
                            month: longMonth(month),
                          })}
                          value={planned === null ? null : planned / unit}
                          counts={counts}
                          onSave={(typed) => {
                            const value = typed === null ? null : Math.round(typed * unit);
                            // Revenue is what makes a target.
                            if (value === null && measure === 'revenue') return;
                            save.mutate({ store, month, measure, value });
                          }}
                          onClose={(back) => {
                            setEditing(false);
                            if (back) requestAnimationFrame(() => focus([row, column]));
                          }}
                        />
                      ) : planned !== null && came !== undefined ? (
                        <Reached share={came / planned}>{inUnits(planned)}</Reached>
                      ) : (
                        <span className="text-mute">—</span>
                      )}
                    </td>
                  );
                })}
                <td className="num border-t border-line pr-4 pl-2 text-right font-medium whitespace-nowrap">
                  {totalOf(months.map((month) => targetAt(store, month)))}
                </td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr className="font-medium">
              <th
                scope="row"
                className="sticky left-0 z-1 h-9 border-t border-line bg-surface px-4 text-left"
              >
                {t('total')}
              </th>
              {months.map((month) => (
                <td
                  key={month}
                  className="num border-t border-line px-1.5 text-right whitespace-nowrap"
                >
                  {totalOf(stores.map((store) => targetAt(store, month)))}
                </td>
              ))}
              <td className="num border-t border-line pr-4 pl-2 text-right whitespace-nowrap">
                {totalOf(targets)}
              </td>
            </tr>
          </tfoot>
        </table>
      </section>
    </>
  );
}

/** A line below the amount, as long as the share of it that was reached. */
function Reached({ share, children }: { share: number; children: string }) {
  return (
    <span className="relative block">
      {children}
      <span aria-hidden className="absolute inset-x-0 -bottom-1 h-0.5 overflow-hidden rounded-full">
        {share > 0 && (
          <span
            className={cx('keep-colour block h-full', share >= 1 ? 'bg-good' : 'bg-accent')}
            style={{ width: `${Math.min(1, share) * 100}%` }}
          />
        )}
      </span>
    </span>
  );
}

function clamp(index: number, count: number): number {
  return Math.max(0, Math.min(count - 1, index));
}
