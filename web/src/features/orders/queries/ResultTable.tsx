import { useTranslations } from 'use-intl';
import { cx } from '~/lib/cx';
import { useFormats } from '~/lib/useFormats';
import type { Result } from './api';

type Cell = Result['rows'][number][number];
type Type = Result['columns'][number]['type'];

/** What was read, as wide as it is: it scrolls in itself. */
export function ResultTable({ of, label }: { of: Result; label: string }) {
  const t = useTranslations('ordersQueries');
  const { number, milliseconds } = useFormats();
  const { columns, rows, capped, took_ms: took } = of;
  return (
    <>
      <p aria-live="polite" className="border-t border-line px-4 py-2 text-sm text-mute">
        {t('rows', { rows: rows.length, took: milliseconds(took) })}
        {capped && ` ${t('capped', { rows: number(rows.length) })}`}
      </p>
      {rows.length > 0 && (
        <section
          aria-label={label}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys
          tabIndex={0}
          className="max-h-[60vh] overflow-auto border-t border-line focus-visible:-outline-offset-2"
        >
          <table aria-label={label} className="w-full text-sm">
            <thead className="sticky top-0 bg-raised text-xs text-mute">
              <tr>
                {columns.map(({ name, type }) => (
                  <th
                    key={name}
                    scope="col"
                    className={cx(
                      'h-8 px-3 font-medium whitespace-nowrap first:pl-4 last:pr-4',
                      type === 'number' ? 'text-right' : 'text-left',
                    )}
                  >
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: rows of a result have no name
                <tr key={index} className="border-t border-line">
                  {columns.map(({ name, type }, at) => (
                    <td
                      key={name}
                      className={cx(
                        'h-8 max-w-[40ch] truncate px-3 first:pl-4 last:pr-4',
                        type !== 'text' && 'num whitespace-nowrap',
                        type === 'number' && 'text-right',
                      )}
                    >
                      <Value of={row[at] ?? null} type={type} />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </>
  );
}

/** Days and moments as people read them; numbers as they came, with all their digits. */
function Value({ of, type }: { of: Cell; type: Type }) {
  const t = useTranslations('ordersQueries');
  const { shortDay, moment } = useFormats();
  if (of === null) return <span className="text-mute">–</span>;
  if (typeof of === 'boolean') return t(of ? 'yes' : 'no');
  if (type === 'date' && typeof of === 'string') return shortDay(of);
  if (type === 'moment' && typeof of === 'string') return moment(new Date(of));
  return of;
}
