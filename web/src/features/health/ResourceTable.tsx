import { useTranslations } from 'use-intl';
import type { ResourceReport } from '~/api/health';
import { Spark } from '~/charts/Spark';
import { cx } from '~/lib/cx';
import { useFormats } from '~/lib/useFormats';
import { Card } from '~/ui/Card';
import { RESOURCE_TONES } from '~/ui/resourceTones';
import { StatusDot } from '~/ui/StatusDot';
import { INK } from '~/ui/tone';
import { useResourceName } from '~/ui/useResourceName';
import { useExplanation } from './useExplanation';
import { type HealthHistory, HISTORY_LENGTH } from './useHealthHistory';

interface Props {
  resources: readonly ResourceReport[];
  history: HealthHistory;
  /** Dimmed while the server does not answer. */
  faded: boolean;
}

const HEAD = 'h-9 px-4 text-left text-xs font-medium text-mute';

/** A table on wide screens; on phones the same rows as blocks, for a table would have to scroll. */
export function ResourceTable({ resources, history, faded }: Props) {
  const t = useTranslations('healthPage.table');
  return (
    <Card flush title={t('title')} className={cx('transition-opacity', faded && 'opacity-75')}>
      <table className="block w-full border-t border-line sm:table">
        <thead className="sr-only sm:not-sr-only sm:table-header-group">
          <tr>
            <th scope="col" className={HEAD}>
              {t('name')}
            </th>
            <th scope="col" className={HEAD}>
              {t('status')}
            </th>
            <th scope="col" className={cx(HEAD, 'text-right!')}>
              {t('latency')}
            </th>
            <th scope="col" className={cx(HEAD, 'max-md:hidden')}>
              {t('trend')}
            </th>
            <th scope="col" className={HEAD}>
              {t('role')}
            </th>
          </tr>
        </thead>
        <tbody className="block sm:table-row-group">
          {resources.map((resource) => (
            <ResourceRow
              key={resource.name}
              resource={resource}
              latencies={history.get(resource.name) ?? []}
            />
          ))}
        </tbody>
      </table>
    </Card>
  );
}

const CELL = 'block px-4 align-top sm:table-cell sm:py-2.5';

interface RowProps {
  resource: ResourceReport;
  latencies: readonly (number | null)[];
}

function ResourceRow({ resource, latencies }: RowProps) {
  const t = useTranslations('healthPage');
  const { milliseconds } = useFormats();
  const title = useResourceName()(resource.name);
  const explanation = useExplanation(resource);
  const { status, latency_ms: latency } = resource;
  return (
    <tr className="block border-t border-line py-2.5 sm:table-row sm:py-0">
      <th scope="row" className={cx(CELL, 'text-left font-medium')}>
        {title}
        <span className="block text-xs font-normal text-mute">{resource.name}</span>
      </th>
      <td className={CELL}>
        <span className={cx('flex items-center gap-2 font-medium', INK[RESOURCE_TONES[status]])}>
          <StatusDot tone={RESOURCE_TONES[status]} />
          {t(`status.${status}`)}
        </span>
        {explanation && <p className="max-w-[48ch] text-xs text-pretty text-mute">{explanation}</p>}
      </td>
      <td className={cx(CELL, 'num whitespace-nowrap sm:text-right')}>
        {latency === null ? <span aria-hidden>–</span> : milliseconds(latency)}
      </td>
      <td className={cx(CELL, 'max-md:hidden')}>
        <Trend name={title} latencies={latencies} />
      </td>
      <td className={cx(CELL, 'text-mute')}>
        {t(resource.required ? 'table.required' : 'table.optional')}
      </td>
    </tr>
  );
}

function Trend({ name, latencies }: { name: string; latencies: RowProps['latencies'] }) {
  const t = useTranslations('healthPage.table');
  const { milliseconds } = useFormats();
  const known = latencies.filter((latency) => latency !== null);
  if (known.length < 2) return null;
  const low = milliseconds(Math.min(...known));
  const high = milliseconds(Math.max(...known));
  return (
    <Spark values={latencies} slots={HISTORY_LENGTH} label={t('trendOf', { name, low, high })} />
  );
}
