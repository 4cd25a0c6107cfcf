import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { useFormats } from '~/lib/useFormats';
import type { Mapping } from './api';

/** How its numbers are written, and how much of it is ours to use. */
export function ReadingFacts({ of }: { of: Mapping }) {
  const t = useTranslations('ordersSources.mapping');
  const { number } = useFormats();
  const { pool, numbers, replicas } = of;
  const seconds = (value: number) => t('seconds', { seconds: number(value) });
  const each = (count: number) => t('each', { count: String(count), processes: pool.processes });
  const stored = t(`stored.${numbers.stored_as}`);
  return (
    <dl className="text-sm">
      <Fact label={t('formats')}>
        {numbers.formats.length > 0 ? (
          <code className="font-mono text-xs">{numbers.formats.join(', ')}</code>
        ) : (
          t('anyFormat')
        )}
      </Fact>
      <Fact label={t('storedAs')}>
        {numbers.digits === null ? stored : t('padded', { stored, digits: String(numbers.digits) })}
      </Fact>
      <Fact label={t('nameOrder')}>{t(`nameOrders.${of.name_order}`)}</Fact>
      <Fact label={t('customers')}>{each(pool.customers)}</Fact>
      <Fact label={t('queries')}>{pool.queries > 0 ? each(pool.queries) : t('shared')}</Fact>
      <Fact label={t('allowed')}>
        {pool.allowed === null ? t('unknown') : number(pool.allowed)}
      </Fact>
      <Fact label={t('timeout')}>{seconds(of.statement_timeout_s)}</Fact>
      <Fact label={t('replicas')}>
        {replicas
          ? t('lag', { places: replicas.places.join(', '), lag: seconds(replicas.max_lag_s) })
          : t('noReplicas')}
      </Fact>
      <Fact label={t('changes')}>{t(of.tells_changes ? 'tellsChanges' : 'tellsNothing')}</Fact>
      {of.accepted_risk && <Fact label={t('risk')}>{of.accepted_risk}</Fact>}
    </dl>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="flex items-baseline justify-between gap-4 border-t border-line py-1.5">
      <dt className="shrink-0 text-mute">{label}</dt>
      <dd className="min-w-0 text-right text-pretty break-words">{children}</dd>
    </div>
  );
}
