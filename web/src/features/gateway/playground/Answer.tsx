import { MessageSquareText, TriangleAlert } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { useFormats, useQuantities } from '~/lib/useFormats';
import { Card } from '~/ui/Card';
import { EmptyState } from '~/ui/EmptyState';
import { FormFailure } from '~/ui/FormFailure';
import { Notice } from '~/ui/Notice';
import { Stat } from '~/ui/Stat';
import { useMoney } from '../useMoney';
import type { Bill } from './stream';
import type { Outcome } from './useTrial';

const EXHAUSTED = 'gateway.budget_exhausted';

export function Answer({ asking, outcome }: { asking: boolean; outcome: Outcome | undefined }) {
  const t = useTranslations('gateway.playground');
  return (
    <Card title={t('answer')}>
      <div aria-live="polite" aria-busy={asking} className="flex flex-col gap-4">
        {outcome === undefined ? (
          <EmptyState icon={MessageSquareText} title={t('empty')} text={t('emptyText')} />
        ) : (
          <Said asking={asking} outcome={outcome} />
        )}
      </div>
    </Card>
  );
}

function Said({ asking, outcome }: { asking: boolean; outcome: Outcome }) {
  const t = useTranslations('gateway.playground');
  const { text, bill, brokeOff, stopped, failure } = outcome;
  if (failure) {
    // Its status is that of a rate limit, which would say to slow down.
    const poor = failure.facts.code === EXHAUSTED;
    return <FormFailure failure={failure} {...(poor && { title: t('exhausted') })} />;
  }
  return (
    <>
      {text === '' && asking ? (
        <p className="animate-pulse text-mute">{t('waiting')}</p>
      ) : (
        <p className="text-pretty whitespace-pre-wrap">{text}</p>
      )}
      {brokeOff !== null && (
        <Notice icon={TriangleAlert} tone="warn" title={t('brokeOff')}>
          {brokeOff}
        </Notice>
      )}
      {stopped && <p className="text-sm text-mute">{t('stopped')}</p>}
      {bill && <Paid bill={bill} />}
    </>
  );
}

/** What it cost and how long it took. */
function Paid({ bill }: { bill: Bill }) {
  const t = useTranslations('gateway.playground');
  const { money } = useMoney();
  const { number, milliseconds } = useFormats();
  const { duration } = useQuantities();
  return (
    <dl className="num grid grid-cols-2 gap-3 border-t border-line pt-4 sm:grid-cols-4">
      <Stat label={t('cost')}>
        {money(bill.cost_micros)}
        {bill.estimated && ` (${t('estimated')})`}
      </Stat>
      <Stat label={t('tokens')}>
        {t('tokensNote', { inwards: number(bill.tokens_in), outwards: number(bill.tokens_out) })}
      </Stat>
      <Stat label={t('cache')}>{t(`caches.${bill.cache}`)}</Stat>
      <Stat label={t('first')}>{duration(bill.first_ms / 1000)}</Stat>
      <Stat label={t('whole')}>{duration(bill.whole_ms / 1000)}</Stat>
      <Stat label={t('own')}>{milliseconds(bill.own_us / 1000)}</Stat>
      <Stat label={t('by')}>
        {bill.model}
        {bill.provider !== null && `, ${bill.provider}`}
      </Stat>
    </dl>
  );
}
