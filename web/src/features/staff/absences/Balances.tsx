import { useQuery } from '@tanstack/react-query';
import { useLocale, useTranslations } from 'use-intl';
import { useFormats, useUnits } from '~/lib/useFormats';
import { WhyButton } from '~/parts/why/WhyButton';
import { QueryView } from '~/ui/QueryView';
import { Skeleton } from '~/ui/Skeleton';
import type { Whose } from '../people/api';
import { balancesQuery } from './api';

/** What is left of each kind; the page has the `WhySheet` that says why. */
export function Balances({ whose }: { whose: Whose }) {
  const t = useTranslations('personnel.balance');
  const { exact } = useUnits();
  const { number } = useFormats();
  const query = useQuery(balancesQuery(whose, useLocale()));
  return (
    <QueryView query={query} skeleton={<Skeleton className="h-24" />}>
      {({ balances }) =>
        balances.length === 0 ? (
          <p className="text-mute">{t('none')}</p>
        ) : (
          <dl className="grid gap-3 sm:grid-cols-2">
            {balances.map((balance) => (
              <div key={balance.kind} className="card min-w-0 px-4 py-3">
                <dt className="text-xs font-medium text-mute">{balance.title}</dt>
                <dd>
                  <WhyButton
                    why={balance.kind}
                    what={balance.title}
                    className="text-xl font-semibold tracking-tight"
                  >
                    {exact(balance.days, 'days')}
                  </WhyButton>
                  <span className="num block text-xs text-pretty text-mute">
                    {t(balance.corrected === 0 ? 'note' : 'noteCorrected', {
                      accrued: number(balance.accrued),
                      taken: number(balance.taken),
                      pending: number(balance.pending),
                      corrected: number(balance.corrected),
                    })}
                  </span>
                </dd>
              </div>
            ))}
          </dl>
        )
      }
    </QueryView>
  );
}
