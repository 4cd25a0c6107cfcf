import { type RefObject, useEffect, useRef } from 'react';
import { useTranslations } from 'use-intl';
import { announce } from '~/lib/announce';
import { useDelayed } from '~/lib/useDelayed';
import { FailureState } from '~/ui/FailureState';
import type { Example } from './examples';
import { NothingFound } from './NothingFound';
import { NothingYet } from './NothingYet';
import { OrderSkeleton } from './OrderSkeleton';
import { OrderView } from './OrderView';
import type { LookupState } from './useLookup';

interface Props {
  lookup: LookupState;
  examples: readonly Example[];
}

/** Exactly one of: the order, its skeleton, nothing yet, nothing found, a failure. */
export function Result({ lookup, examples }: Props) {
  const { answer, pending, refreshing } = lookup;
  const heading = useRef<HTMLHeadingElement>(null);
  const slow = useDelayed(pending && !refreshing);
  useFocusOnAnswer(lookup, heading);

  if (slow) return <OrderSkeleton />;
  if (answer && 'order' in answer) {
    return (
      <OrderView
        order={answer.order}
        refreshing={refreshing}
        onRefresh={lookup.refresh}
        headingRef={heading}
      />
    );
  }
  return (
    <div className="card min-w-0">
      {answer === undefined ? (
        <NothingYet examples={examples} onTry={lookup.submit} />
      ) : answer.failure.facts.code === 'orders.not_found' ? (
        <NothingFound headingRef={heading} />
      ) : (
        <FailureState failure={answer.failure} onRetry={lookup.retry} headingRef={heading} />
      )}
    </div>
  );
}

/** The heading of an answer takes the focus once per look-up; reading again only says so. */
function useFocusOnAnswer(lookup: LookupState, heading: RefObject<HTMLHeadingElement | null>) {
  const t = useTranslations('ordersPage.result');
  const { asked, pending } = lookup;
  const answered = useRef(0);
  const wasPending = useRef(false);
  useEffect(() => {
    const settled = wasPending.current && !pending;
    wasPending.current = pending;
    if (!settled) return;
    if (answered.current === asked) announce(t('refreshed'));
    else heading.current?.focus();
    answered.current = asked;
  }, [asked, pending, heading, t]);
}
