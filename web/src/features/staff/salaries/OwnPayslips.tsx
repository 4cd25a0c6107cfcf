import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ChevronRight } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { FeatureMessages } from '~/lib/FeatureMessages';
import { useAmounts } from '~/lib/useAmounts';
import { Card } from '~/ui/Card';
import { QueryView } from '~/ui/QueryView';
import { ownPayslipsQuery } from './api';
import en from './messages/en';
import fr from './messages/fr';

const SHOWN = 12;

/** One's own payslips as a card of « Mon espace ». */
export function OwnPayslips() {
  return (
    <FeatureMessages namespace="staffPay" catalogues={{ fr, en }}>
      <List />
    </FeatureMessages>
  );
}

function List() {
  const t = useTranslations('staffPay');
  const { euros, longMonth } = useAmounts();
  const query = useQuery(ownPayslipsQuery);
  return (
    <Card title={t('own.title')} flush>
      <QueryView query={query}>
        {({ payslips }) =>
          payslips.length === 0 ? (
            <p className="px-4 pb-4 text-sm text-mute">{t('own.empty')}</p>
          ) : (
            <ul>
              {payslips.slice(0, SHOWN).map(({ id, month, kind, net_cents }) => (
                <li key={id} className="border-t border-line">
                  <Link
                    to="/staff/me/payslips/$id"
                    params={{ id: String(id) }}
                    className="flex min-h-10 items-center gap-3 px-4 py-2 transition-colors hover:bg-raised"
                  >
                    <span className="min-w-0 flex-1 truncate first-letter:uppercase">
                      {longMonth(month)}
                      {kind === 'correction' && ` · ${t('kinds.correction')}`}
                    </span>
                    <span className="num font-medium">{euros(net_cents)}</span>
                    <ChevronRight aria-hidden size={16} className="shrink-0 text-mute" />
                  </Link>
                </li>
              ))}
            </ul>
          )
        }
      </QueryView>
    </Card>
  );
}
