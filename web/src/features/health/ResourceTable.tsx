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
import type { HealthHistory } from './useHealthHistory';

interface Props {
  resources: readonly ResourceReport[];
  history: HealthHistory;
  /** Without colour while the server does not answer. */
  faded: boolean;
}

/** A line of a few points would look like a trend over the whole width. */
const SPARK_SLOTS = 20;
const HEAD = 'h-9 px-4 text-left text-xs font-medium text-mute';

/** A table on wide screens; on phones the same rows as blocks, for a table would have to scroll. */
export function ResourceTable({ resources, history, faded }: Props) {
  const t = useTranslations('healthPage.table');
  return (
    <Card flush title={t('title')} className={cx('transition-[filter]', faded && 'grayscale')}>
      <table className="block w-full border-t border-line lg:table lg:table-fixed">
        <thead className="sr-only lg:not-sr-only lg:table-header-group">
          <tr>
            <th scope="col" className={cx(HEAD, 'lg:w-1/4')}>
              {t('name')}
            </th>
            <th scope="col" className={HEAD}>
              {t('status')}
            </th>
            <th scope="col" className={cx(HEAD, 'text-right! lg:w-28')}>
              {t('latency')}
            </th>
            <th scope="col" className={cx(HEAD, 'w-44 max-lg:hidden')}>
              {t('trend')}
            </th>
            <th scope="col" className={cx(HEAD, 'lg:w-36')}>
              {t('role')}
            </th>
          </tr>
        </thead>
        <tbody className="block lg:table-row-group">
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

const ROW = cx(
  'grid grid-cols-[minmax(0,1fr)_auto] gap-y-1 border-t border-line py-3',
  'lg:table-row lg:py-0',
);
const CELL = 'px-4 align-top lg:table-cell lg:py-2.5';

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
    <tr className={ROW}>
      <th scope="row" className={cx(CELL, 'text-left font-medium')}>
        {title}
        <span className="block text-xs font-normal text-mute">{resource.name}</span>
      </th>
      <td className={cx(CELL, 'row-start-2')}>
        <span className={cx('flex items-center gap-2 font-medium', INK[RESOURCE_TONES[status]])}>
          <StatusDot tone={RESOURCE_TONES[status]} />
          {t(`status.${status}`)}
        </span>
        {explanation && <p className="max-w-[48ch] text-xs text-pretty text-mute">{explanation}</p>}
      </td>
      <td className={cx(CELL, 'num text-right whitespace-nowrap')}>
        {latency === null ? <span aria-hidden>–</span> : milliseconds(latency)}
      </td>
      <td className={cx(CELL, 'max-lg:hidden')}>
        <Trend name={title} latencies={latencies} />
      </td>
      <td className={cx(CELL, 'text-right text-mute lg:text-left')}>
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
    <Spark
      values={latencies}
      slots={Math.max(SPARK_SLOTS, latencies.length)}
      label={t('trendOf', { name, low, high })}
    />
  );
}
