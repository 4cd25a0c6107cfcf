import { useQuery } from '@tanstack/react-query';
import { SearchX } from 'lucide-react';
import { useRef } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { asFailure } from '~/api/failure';
import { FeatureMessages } from '~/lib/FeatureMessages';
import { EmptyState } from '~/ui/EmptyState';
import { FailureState } from '~/ui/FailureState';
import { QueryView } from '~/ui/QueryView';
import orderEn from '../messages/en';
import orderFr from '../messages/fr';
import { OrderSkeleton } from '../OrderSkeleton';
import { OrderView } from '../OrderView';
import { orderQuery } from './api';
import en from './messages/en';
import fr from './messages/fr';

const ORDER = { fr: orderFr, en: orderEn };
const FIND = { fr, en };
const NOT_FOUND = 'orders.not_found';

/** An order as its source tells it, without a name. */
export function OrderFound({ number }: { number: string }) {
  return (
    <FeatureMessages namespace="ordersPage" catalogues={ORDER}>
      <FeatureMessages namespace="ordersFind" catalogues={FIND}>
        <Found number={number} />
      </FeatureMessages>
    </FeatureMessages>
  );
}

function Found({ number }: { number: string }) {
  const t = useTranslations('ordersFind');
  const query = useQuery(orderQuery(number, useLocale()));
  const heading = useRef<HTMLHeadingElement>(null);
  if (query.error && query.data === undefined) {
    const failure = asFailure(query.error);
    return (
      <div className="card">
        {failure.facts.code === NOT_FOUND ? (
          <EmptyState icon={SearchX} title={t('none', { number })} text={t('noneText')} />
        ) : (
          <FailureState failure={failure} onRetry={() => void query.refetch()} />
        )}
      </div>
    );
  }
  return (
    <QueryView query={query} skeleton={<OrderSkeleton />}>
      {(order) => (
        <OrderView
          order={order}
          refreshing={query.isFetching}
          onRefresh={() => void query.refetch()}
          headingRef={heading}
        />
      )}
    </QueryView>
  );
}
