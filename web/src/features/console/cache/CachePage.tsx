import { useQuery } from '@tanstack/react-query';
import { Eraser, Power, PowerOff } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { may, useMe } from '~/api/me';
import { FeatureMessages } from '~/lib/FeatureMessages';
import { Button } from '~/ui/Button';
import { Notice } from '~/ui/Notice';
import { PageHeader } from '~/ui/PageHeader';
import { QueryView } from '~/ui/QueryView';
import { useAction } from '~/ui/useAction';
import { Freshness } from '../Freshness';
import { CACHE_KEY, type CacheReport, cacheQuery, switchCache } from './api';
import { CacheFigures } from './CacheFigures';
import { ClearDialog } from './ClearDialog';
import en from './messages/en';
import fr from './messages/fr';
import { PrefixTable } from './PrefixTable';
import { SwitchOffDialog } from './SwitchOffDialog';
import { useTold } from './useTold';

const POLL_MS = 5000;

export function CachePage() {
  return (
    <FeatureMessages namespace="consoleCache" catalogues={{ fr, en }}>
      <Cache />
    </FeatureMessages>
  );
}

/** What an administrator is about to do: clear one prefix, clear all, switch off. */
type Plan = { clear: string | null } | 'off';

function Cache() {
  const t = useTranslations('consoleCache');
  const query = useQuery({ ...cacheQuery, refetchInterval: POLL_MS });
  const [plan, setPlan] = useState<Plan>();
  const me = useMe();
  const manages = may(me, 'console.cache.manage');
  const close = () => setPlan(undefined);
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('description')}
        actions={
          <>
            <Freshness
              readAt={query.dataUpdatedAt}
              reading={query.isFetching}
              onRefresh={() => void query.refetch()}
            />
            {may(me, 'console.cache.empty') && (
              <Button icon={Eraser} onPress={() => setPlan({ clear: null })}>
                {t('clearAll.action')}
              </Button>
            )}
            {manages && query.data && (
              <Switch enabled={query.data.enabled} onOff={() => setPlan('off')} />
            )}
          </>
        }
      />
      <QueryView query={query}>
        {(report) => (
          <Report
            report={report}
            {...(manages && { onClear: (prefix: string) => setPlan({ clear: prefix }) })}
          />
        )}
      </QueryView>
      {plan === 'off' && <SwitchOffDialog onClose={close} />}
      {typeof plan === 'object' && <ClearDialog prefix={plan.clear} onClose={close} />}
    </>
  );
}

interface ReportProps {
  report: CacheReport;
  onClear?: (prefix: string) => void;
}

function Report({ report, onClear }: ReportProps) {
  return (
    <div className="flex flex-col gap-4">
      {!report.enabled && <SwitchedOff />}
      <CacheFigures report={report} />
      <PrefixTable prefixes={report.prefixes} {...(onClear && { onClear })} />
    </div>
  );
}

function SwitchedOff() {
  const t = useTranslations('consoleCache.off');
  return (
    <Notice icon={PowerOff} tone="warn" title={t('noticeTitle')}>
      {t('notice')}
    </Notice>
  );
}

interface SwitchProps {
  enabled: boolean;
  /** Asks before. */
  onOff: () => void;
}

/** One button for both ways, so that it keeps the focus. */
function Switch({ enabled, onOff }: SwitchProps) {
  const t = useTranslations('consoleCache');
  const told = useTold();
  const on = useAction({
    run: () => switchCache(true),
    refresh: [CACHE_KEY],
    onDone: (answer) => told(answer, t('on.done')),
  });
  return (
    <Button
      icon={enabled ? PowerOff : Power}
      isPending={on.isPending}
      onPress={() => (enabled ? onOff() : on.mutate(undefined))}
    >
      {t(enabled ? 'off.action' : 'on.action')}
    </Button>
  );
}
