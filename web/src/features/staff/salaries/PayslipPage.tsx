import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { ChevronLeft, FlaskConical, Hourglass, Printer } from 'lucide-react';
import { useLocale, useTranslations } from 'use-intl';
import { FeatureMessages } from '~/lib/FeatureMessages';
import { useAmounts } from '~/lib/useAmounts';
import { WhySheet } from '~/parts/why/WhySheet';
import { Button } from '~/ui/Button';
import { Facts } from '~/ui/Facts';
import { Notice } from '~/ui/Notice';
import { PageHeader } from '~/ui/PageHeader';
import { QueryView } from '~/ui/QueryView';
import { explainPayslip, type Payslip, payslipQuery, SALARIES_KEY, type Whose } from './api';
import en from './messages/en';
import fr from './messages/fr';
import { PayslipLines } from './PayslipLines';

export function PayslipPage() {
  return <Page whose="others" />;
}

export function OwnPayslipPage() {
  return <Page whose="own" />;
}

function Page({ whose }: { whose: Whose }) {
  return (
    <FeatureMessages namespace="staffPay" catalogues={{ fr, en }}>
      <One whose={whose} />
    </FeatureMessages>
  );
}

function One({ whose }: { whose: Whose }) {
  const { id = '' } = useParams({ strict: false });
  const number = Number(id);
  const query = useQuery(payslipQuery(whose, number, useLocale()));
  return (
    <>
      <QueryView query={query}>
        {(payslip) => <Sheet key={payslip.id} payslip={payslip} whose={whose} />}
      </QueryView>
      <WhySheet
        scope={[...SALARIES_KEY, 'payslip', whose, number]}
        read={(_, signal) => explainPayslip(whose, number, signal)}
      />
    </>
  );
}

function Sheet({ payslip, whose }: { payslip: Payslip; whose: Whose }) {
  const t = useTranslations('staffPay');
  const { longMonth } = useAmounts();
  const { employee, site, scheme } = payslip;
  const month = longMonth(payslip.month);
  const isOwn = whose === 'own';
  const title = isOwn ? t('payslip.own') : t('payslip.title', { name: employee.name });
  return (
    <>
      <Back payslip={payslip} isOwn={isOwn} />
      <PageHeader
        title={title}
        tab={`${title} · ${month}`}
        description={`${t(`kinds.${payslip.kind}`)} · ${month}`}
        actions={
          <Button icon={Printer} onPress={() => window.print()}>
            {t('payslip.print')}
          </Button>
        }
      />
      <div className="flex max-w-3xl flex-col gap-4">
        {payslip.state !== 'released' && (
          <Notice icon={Hourglass} tone="warn">
            {t('payslip.notReleased')}
          </Notice>
        )}
        <div className="card px-4 py-4">
          <h2 className="mb-4 hidden font-semibold print:block">
            {title} · {month}
          </h2>
          <Facts
            facts={[
              [t('list.month'), <span key="month">{month}</span>],
              [t('payslip.site'), site.name],
              [t('payslips.name'), employee.name],
              [t('payslip.number'), employee.number],
            ]}
          />
        </div>
        <PayslipLines payslip={payslip} />
        <Notice icon={FlaskConical} tone="neutral" title={t('demonstration')}>
          {scheme.source} {t('payslip.scheme', { version: scheme.version })}
        </Notice>
      </div>
    </>
  );
}

function Back({ payslip, isOwn }: { payslip: Payslip; isOwn: boolean }) {
  const t = useTranslations('staffPay.payslip');
  const look =
    '-ml-1 inline-flex h-8 items-center gap-1 rounded-lg px-1 text-sm font-medium text-accent max-sm:h-11';
  const id = String(payslip.before_id);
  return (
    <div className="mb-2 flex flex-wrap justify-between gap-x-4 print:hidden">
      {isOwn ? (
        <Link to="/staff/me" className={look}>
          <ChevronLeft aria-hidden size={16} />
          {t('me')}
        </Link>
      ) : (
        <Link to="/staff/salaries/$id" params={{ id: String(payslip.run_id) }} className={look}>
          <ChevronLeft aria-hidden size={16} />
          {t('run')}
        </Link>
      )}
      {payslip.before_id !== null &&
        (isOwn ? (
          <Link to="/staff/me/payslips/$id" params={{ id }} className={look}>
            {t('before')}
          </Link>
        ) : (
          <Link to="/staff/salaries/payslips/$id" params={{ id }} className={look}>
            {t('before')}
          </Link>
        ))}
    </div>
  );
}
