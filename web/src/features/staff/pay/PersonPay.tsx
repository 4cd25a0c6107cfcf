import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ChevronRight, Info } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { FeatureMessages } from '~/lib/FeatureMessages';
import { useAmounts } from '~/lib/useAmounts';
import { Card } from '~/ui/Card';
import { Notice } from '~/ui/Notice';
import { QueryView } from '~/ui/QueryView';
import { type Pay, payQuery } from './api';
import { Items } from './Items';
import en from './messages/en';
import fr from './messages/fr';
import { Salaries } from './Salaries';

interface Props {
  employee: number;
  /** Whether the reader may change it. */
  manages: boolean;
}

/** What somebody is paid, for who may read pay: what a run will take, before it takes it. */
export function PersonPay(props: Props) {
  return (
    <FeatureMessages namespace="personPay" catalogues={{ fr, en }}>
      <Whole {...props} />
    </FeatureMessages>
  );
}

function Whole({ employee, manages }: Props) {
  const t = useTranslations('personPay');
  const query = useQuery(payQuery(employee));
  return (
    <QueryView query={query}>
      {(pay) => (
        <div className="flex flex-col gap-4">
          {manages && (
            <Notice icon={Info} tone="neutral">
              {t('hint')}
            </Notice>
          )}
          <Salaries pay={pay} manages={manages} />
          <Items pay={pay} manages={manages} />
          <Payslips pay={pay} />
        </div>
      )}
    </QueryView>
  );
}

function Payslips({ pay }: { pay: Pay }) {
  const t = useTranslations('personPay.payslips');
  const { euros, longMonth } = useAmounts();
  return (
    <Card title={t('title')} flush>
      {pay.payslips.length === 0 ? (
        <p className="px-4 pb-4 text-sm text-mute">{t('empty')}</p>
      ) : (
        <ul>
          {pay.payslips.map(({ id, month, kind, net_cents }) => (
            <li key={id} className="border-t border-line">
              <Link
                to="/staff/salaries/payslips/$id"
                params={{ id: String(id) }}
                className="flex min-h-10 items-center gap-3 px-4 py-2 transition-colors hover:bg-raised max-sm:min-h-11"
              >
                <span className="min-w-0 flex-1 truncate first-letter:uppercase">
                  {longMonth(month)}
                  {kind === 'correction' && ` · ${t('correction')}`}
                </span>
                <span className="num font-medium">{euros(net_cents)}</span>
                <ChevronRight aria-hidden size={16} className="shrink-0 text-mute" />
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
