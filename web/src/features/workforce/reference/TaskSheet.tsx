import { useQuery } from '@tanstack/react-query';
import { FilePlus2, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useFormats, useQuantities, useUnits } from '~/lib/useFormats';
import { Badge } from '~/ui/Badge';
import { Button } from '~/ui/Button';
import { Facts } from '~/ui/Facts';
import { Notice } from '~/ui/Notice';
import { QueryView } from '~/ui/QueryView';
import { Section } from '~/ui/Section';
import { Sheet } from '~/ui/Sheet';
import { taskQuery } from '../api';
import type { SeenTime, TaskWithHistory } from '../types';
import { MethodBadge } from './MethodBadge';
import { TimeForm } from './TimeForm';

interface Props {
  id: number;
  manages: boolean;
  onClose: () => void;
}

/** One task: its unit time in force with all that vouches for it, and every version before. */
export function TaskSheet({ id, manages, onClose }: Props) {
  const t = useTranslations('workforce.reference');
  const query = useQuery(taskQuery(id));
  const [adding, setAdding] = useState(false);
  const task = query.data;
  return (
    <>
      <Sheet
        isOpen
        onClose={onClose}
        title={task?.name ?? t('task')}
        subtitle={task && `${task.post} · ${task.code}`}
        aside={task?.time && <MethodBadge method={task.time.method} />}
        actions={
          manages &&
          task && (
            <Button kind="primary" icon={FilePlus2} onPress={() => setAdding(true)}>
              {t('newVersion')}
            </Button>
          )
        }
      >
        <QueryView query={query}>{(found) => <Details task={found} />}</QueryView>
      </Sheet>
      {adding && task && <TimeForm task={task} onClose={() => setAdding(false)} />}
    </>
  );
}

function Details({ task }: { task: TaskWithHistory }) {
  const t = useTranslations('workforce.reference');
  const { exact } = useUnits();
  const { time, unit } = task;
  return (
    <>
      {time === null ? (
        <Notice icon={TriangleAlert} tone="warn" title={t('noTime')}>
          {t('noTimeText')}
        </Notice>
      ) : (
        <>
          <p className="num text-2xl font-semibold tracking-tight">
            {exact(time.minutes, 'minutes')}{' '}
            <span className="text-base font-normal text-mute">{t('per', { unit })}</span>
          </p>
          <Effective time={time} />
          {task.expired && (
            <Notice icon={TriangleAlert} tone="warn" title={t('expired')} className="mt-4">
              {t('expiredText')}
            </Notice>
          )}
          <Section title={t('provenance')}>
            <Provenance time={time} />
          </Section>
        </>
      )}
      <Section title={t('history')}>
        <ol className="border-l border-line">
          {task.history.map((each) => (
            <Version key={each.number} time={each} />
          ))}
        </ol>
      </Section>
    </>
  );
}

/** What complexity and productivity make of it. */
function Effective({ time: { minutes, complexity, productivity } }: { time: SeenTime }) {
  const t = useTranslations('workforce.reference');
  const { exact } = useUnits();
  if (complexity === 0 && productivity === 1) return null;
  return (
    <p className="num mt-1 text-sm text-mute">
      {t('effective', {
        complexity: exact(complexity * 100, 'percent'),
        productivity: exact(productivity * 100, 'percent'),
        minutes: exact((minutes * (1 + complexity)) / productivity, 'minutes'),
      })}
    </p>
  );
}

function Provenance({ time }: { time: SeenTime }) {
  const t = useTranslations('workforce.reference');
  const tMethod = useTranslations('workforce.method');
  const { shortDay } = useFormats();
  const { exact } = useUnits();
  const { percent } = useQuantities();
  return (
    <Facts
      facts={[
        [t('source'), time.source],
        [t('method'), tMethod(time.method)],
        [t('author'), time.author],
        [t('measured'), shortDay(time.measured_on)],
        [t('sample'), time.sample != null && t('executions', { count: time.sample })],
        [t('spread'), time.spread != null && `± ${percent(time.spread)}`],
        [t('complexity'), exact(time.complexity * 100, 'percent')],
        [t('productivity'), exact(time.productivity * 100, 'percent')],
        [t('validity'), <Validity key="validity" time={time} />],
      ]}
    />
  );
}

function Validity({ time }: { time: SeenTime }) {
  const t = useTranslations('workforce.reference');
  const { shortDay } = useFormats();
  return (
    <span className="num">
      {time.valid_to == null
        ? t('since', { from: shortDay(time.valid_from) })
        : t('between', { from: shortDay(time.valid_from), to: shortDay(time.valid_to) })}
    </span>
  );
}

function Version({ time }: { time: SeenTime }) {
  const t = useTranslations('workforce.reference');
  const tMethod = useTranslations('workforce.method');
  const { exact } = useUnits();
  const { moment } = useFormats();
  return (
    <li className="relative py-2 pl-4">
      <span
        aria-hidden
        className={`keep-colour absolute top-4 -left-1 size-2 rounded-full ${time.current ? 'bg-accent' : 'bg-edge'}`}
      />
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="num font-medium">{exact(time.minutes, 'minutes')}</span>
        <span className="text-sm text-mute">{t('version', { number: String(time.number) })}</span>
        {time.current && <Badge tone="accent">{t('current')}</Badge>}
      </p>
      <p className="text-sm text-pretty">
        {tMethod(time.method)}, {time.source}
      </p>
      <p className="num text-xs text-mute">
        <Validity time={time} /> · {t('recorded', { at: moment(new Date(time.recorded_at)) })}
      </p>
    </li>
  );
}
