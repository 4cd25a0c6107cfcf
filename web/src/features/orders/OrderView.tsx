import { Printer, RotateCw } from 'lucide-react';
import type { Ref } from 'react';
import { useTranslations } from 'use-intl';
import { cx } from '~/lib/cx';
import { useFormats } from '~/lib/useFormats';
import { Badge } from '~/ui/Badge';
import { Button } from '~/ui/Button';
import { CopyButton } from '~/ui/CopyButton';
import { Stat } from '~/ui/Stat';
import { DataAge } from './DataAge';
import { Delay } from './Delay';
import { Outlook } from './Outlook';
import { progressOf } from './progress';
import { STATUS_LOOK } from './statusTones';
import { Timeline } from './Timeline';
import type { TrackedOrder } from './track';

interface Props {
  order: TrackedOrder;
  refreshing: boolean;
  onRefresh: () => void;
  headingRef: Ref<HTMLHeadingElement>;
}

export function OrderView({ order, refreshing, onRefresh, headingRef }: Props) {
  const t = useTranslations('ordersPage');
  const format = useFormats();
  const look = STATUS_LOOK[order.status];
  return (
    <article className="card min-w-0 animate-rise">
      <header className="px-4 pt-3 sm:px-5">
        <div className="flex items-center gap-2">
          <p className="text-sm text-mute">{order.number}</p>
          <CopyButton text={order.number} what={t('result.numberName')} />
          <Button
            kind="quiet"
            icon={Printer}
            onPress={() => window.print()}
            className="-mr-2 ml-auto"
          >
            {t('result.print')}
          </Button>
        </div>
        <div className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1">
          <h2
            ref={headingRef}
            tabIndex={-1}
            className="scroll-mt-32 text-xl font-semibold tracking-tight"
          >
            <span className="sr-only">{t('result.label', { number: order.number })} — </span>
            {t(`sentence.${order.status}`, { label: order.status_label })}
          </h2>
          <Badge tone={look.tone} icon={look.icon}>
            {order.status === 'other' ? order.status_label : t(`steps.${order.status}`)}
          </Badge>
        </div>
        <Outlook order={order} />
      </header>
      <section aria-label={t('result.progress')} className="px-4 py-6 sm:px-5">
        <Timeline steps={progressOf(order)} late={(order.days_late ?? 0) > 0} />
      </section>
      <dl
        className={cx(
          'grid grid-cols-2 gap-x-6 gap-y-4 border-t border-line px-4 py-4 sm:px-5',
          'xl:grid-cols-4 print:grid-cols-4',
        )}
      >
        <Stat label={t('result.designation')}>{order.designation}</Stat>
        {order.copies !== null && (
          <Stat label={t('result.copies')}>
            <span className="num">{format.number(order.copies)}</span>
          </Stat>
        )}
        <Stat label={t('result.orderedOn')}>{format.shortDay(order.ordered_on)}</Stat>
        <Stat label={t('result.expectedOn')}>
          {order.expected_on ? format.shortDay(order.expected_on) : t('result.noDate')}
          <Delay order={order} />
        </Stat>
      </dl>
      <footer
        className={cx(
          'flex flex-wrap items-center justify-between gap-2 rounded-b-xl border-t border-line',
          'bg-raised px-4 py-2 text-xs text-mute sm:px-5',
        )}
      >
        <p>
          {t('result.source')} · <DataAge asOf={order.as_of} />
        </p>
        <Button
          kind="quiet"
          isPending={refreshing}
          icon={RotateCw}
          onPress={onRefresh}
          className="-mr-2 max-sm:-ml-3"
        >
          {t('result.refresh')}
        </Button>
      </footer>
    </article>
  );
}
