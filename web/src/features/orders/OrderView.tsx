import { Printer, RotateCw } from 'lucide-react';
import type { Ref } from 'react';
import { useTranslations } from 'use-intl';
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
  onRefresh: () => void;
  headingRef: Ref<HTMLHeadingElement>;
}

export function OrderView({ order, onRefresh, headingRef }: Props) {
  const t = useTranslations('ordersPage');
  const format = useFormats();
  const look = STATUS_LOOK[order.status];
  return (
    <article className="card min-w-0 animate-rise">
      <header className="flex flex-wrap items-start gap-x-4 gap-y-3 px-4 pt-4 sm:px-5">
        <div className="min-w-0 flex-1">
          <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <p className="num text-sm text-mute">{order.number}</p>
            <CopyButton text={order.number} what={t('result.numberName')} />
            <Badge tone={look.tone} icon={look.icon}>
              {order.status_label}
            </Badge>
          </div>
          <h2
            ref={headingRef}
            tabIndex={-1}
            className="mt-1 scroll-mt-20 text-xl font-semibold tracking-tight"
          >
            <span className="sr-only">{t('result.label', { number: order.number })} — </span>
            {t(`sentence.${order.status}`, { label: order.status_label })}
          </h2>
          <Outlook order={order} />
        </div>
        <Button kind="quiet" icon={Printer} onPress={() => window.print()}>
          {t('result.print')}
        </Button>
      </header>
      <section aria-label={t('result.progress')} className="px-4 py-6 sm:px-5">
        <Timeline steps={progressOf(order)} late={(order.days_late ?? 0) > 0} />
      </section>
      <dl className="grid grid-cols-2 gap-x-6 gap-y-4 border-t border-line px-4 py-4 sm:px-5 xl:grid-cols-4">
        <Stat label={t('result.designation')}>{order.designation}</Stat>
        <Stat label={t('result.copies')}>
          <span className="num">{format.number(order.copies)}</span>
        </Stat>
        <Stat label={t('result.orderedOn')}>{format.shortDay(order.ordered_on)}</Stat>
        <Stat label={t('result.expectedOn')}>
          {order.expected_on ? format.shortDay(order.expected_on) : t('result.noDate')}
          <Delay order={order} />
        </Stat>
      </dl>
      <footer className="flex flex-wrap items-center justify-between gap-2 rounded-b-xl border-t border-line bg-raised px-4 py-2 text-xs text-mute sm:px-5">
        <p>
          {t('result.source')} <DataAge asOf={order.as_of} />
        </p>
        <Button kind="quiet" icon={RotateCw} onPress={onRefresh}>
          {t('result.refresh')}
        </Button>
      </footer>
    </article>
  );
}
