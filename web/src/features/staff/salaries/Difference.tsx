import { useQuery } from '@tanstack/react-query';
import { useLocale, useTranslations } from 'use-intl';
import { Waterfall } from '~/charts/Waterfall';
import { useAmounts } from '~/lib/useAmounts';
import { WhyButton } from '~/parts/why/WhyButton';
import { Card } from '~/ui/Card';
import { QueryView } from '~/ui/QueryView';
import { Skeleton } from '~/ui/Skeleton';
import { differenceQuery, type RunDetail } from './api';
import { monthBefore } from './months';

const CAUSES = ['joined', 'left', 'base', 'bonus', 'unpaid'] as const;
type Cause = (typeof CAUSES)[number];
const isCause = (name: string): name is Cause => CAUSES.includes(name as Cause);

/** From last month's gross salaries to these, cause by cause. */
export function Difference({ run }: { run: RunDetail }) {
  const t = useTranslations('staffPay.difference');
  const { longMonth, shortEuros, signedWholeEuros, wholeEuros } = useAmounts();
  const query = useQuery(differenceQuery(run.id, useLocale()));
  const before = longMonth(monthBefore(run.month));
  const now = longMonth(run.month);
  return (
    <Card
      title={t('title')}
      action={
        query.data && (
          <WhyButton why="difference" what={t('what')} className="text-sm font-medium">
            {signedWholeEuros(query.data.value ?? 0)}
          </WhyButton>
        )
      }
    >
      <QueryView query={query} skeleton={<Skeleton className="h-64" />}>
        {({ terms = [] }) => (
          <Waterfall
            label={t('chart', { before, now })}
            slotName={t('cause')}
            start={{ title: before, value: run.before?.gross_cents ?? 0 }}
            steps={terms.map(({ name, label, value }) => ({
              key: name,
              title: label,
              short: isCause(name) ? t(`short.${name}`) : label,
              value: value ?? 0,
            }))}
            end={{ title: now }}
            words={{ total: t('total'), change: t('change'), rise: t('rise'), fall: t('fall') }}
            format={wholeEuros}
            signed={signedWholeEuros}
            axis={shortEuros}
            height={260}
          />
        )}
      </QueryView>
    </Card>
  );
}
