import { useQuery } from '@tanstack/react-query';
import { useLocale, useTranslations } from 'use-intl';
import { aboutQuery } from '~/api/about';
import { FeatureMessages } from '~/lib/FeatureMessages';
import { PageHeader } from '~/ui/PageHeader';
import { examplesOf } from './examples';
import { LookupForm } from './LookupForm';
import en from './messages/en';
import fr from './messages/fr';
import { Result } from './Result';
import { useLookup } from './useLookup';

export function OrdersPage() {
  return (
    <FeatureMessages namespace="ordersPage" catalogues={{ fr, en }}>
      <Orders />
    </FeatureMessages>
  );
}

function Orders() {
  const t = useTranslations('ordersPage');
  const { data: about } = useQuery(aboutQuery(useLocale()));
  const lookup = useLookup();
  return (
    <>
      <PageHeader title={t('title')} description={t('description')} />
      <div className="grid items-start gap-4 lg:grid-cols-[340px_minmax(0,1fr)] print:block">
        <LookupForm lookup={lookup} />
        <Result lookup={lookup} examples={examplesOf(about?.demo?.hints ?? [])} />
      </div>
    </>
  );
}
