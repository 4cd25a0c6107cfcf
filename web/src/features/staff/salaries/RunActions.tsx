import { useNavigate } from '@tanstack/react-router';
import { CheckCheck, FileSpreadsheet, Play, RotateCw, ShieldCheck, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useAmounts } from '~/lib/useAmounts';
import { Button } from '~/ui/Button';
import { plainButtonLink } from '~/ui/buttonLink';
import { ConfirmDialog } from '~/ui/ConfirmDialog';
import { useAction } from '~/ui/useAction';
import {
  computeAgain,
  discardRun,
  type RunDetail,
  readChanges,
  releaseRun,
  resumeRun,
  SALARIES_KEY,
} from './api';
import { ChangesDialog } from './ChangesDialog';
import { isComputing } from './RunBadge';

type Question = 'release' | 'again' | 'discard';

const REFRESH = [SALARIES_KEY];

/** What can be done with a run as it stands. */
export function RunActions({ run }: { run: RunDetail }) {
  const t = useTranslations('staffPay.run');
  const [asked, ask] = useState<Question>();
  const check = useAction({ run: () => readChanges(run.id) });
  const resume = useAction({
    run: () => resumeRun(run.id),
    done: () => t('resumed'),
    refresh: REFRESH,
  });
  if (isComputing(run)) return null;
  const isOpen = run.state !== 'released';
  const isComputed = run.state !== 'draft';
  return (
    <>
      {isComputed && (
        <>
          <a
            href={`api/v1/staff/exports/salary-runs/${run.id}?format=xlsx`}
            className={plainButtonLink}
          >
            <FileSpreadsheet aria-hidden size={16} strokeWidth={1.9} />
            {t('xlsx')}
          </a>
          <Button
            icon={CheckCheck}
            isPending={check.isPending}
            onPress={() => check.mutate(undefined)}
          >
            {t('check')}
          </Button>
        </>
      )}
      {isOpen && (
        <>
          <Button icon={Trash2} onPress={() => ask('discard')}>
            {t('discard')}
          </Button>
          <Button icon={RotateCw} onPress={() => ask('again')}>
            {t('again')}
          </Button>
        </>
      )}
      {run.state === 'draft' && (
        <Button
          kind="primary"
          icon={Play}
          isPending={resume.isPending}
          onPress={() => resume.mutate(undefined)}
        >
          {t('resume')}
        </Button>
      )}
      {run.state === 'computed' && !run.mine && (
        <Button kind="primary" icon={ShieldCheck} onPress={() => ask('release')}>
          {t('release')}
        </Button>
      )}
      <Questions run={run} asked={asked} onClose={() => ask(undefined)} />
      {check.data && <ChangesDialog changes={check.data} onClose={check.reset} />}
    </>
  );
}

interface QuestionsProps {
  run: RunDetail;
  asked: Question | undefined;
  onClose: () => void;
}

function Questions({ run, asked, onClose }: QuestionsProps) {
  const t = useTranslations('staffPay.run');
  const navigate = useNavigate();
  const { euros, longMonth } = useAmounts();
  const options = { refresh: REFRESH, onDone: onClose };
  const release = useAction({ ...options, run: () => releaseRun(run), done: () => t('released') });
  const again = useAction({ ...options, run: () => computeAgain(run), done: () => t('againDone') });
  const discard = useAction({
    run: () => discardRun(run),
    done: () => t('discarded'),
    onDone: () => void navigate({ to: '/staff/salaries' }),
    refresh: [[...SALARIES_KEY, 'runs', 'list']],
  });
  return (
    <>
      <ConfirmDialog
        title={t('releaseTitle', { month: longMonth(run.month) })}
        action={t('release')}
        pending={release.isPending}
        isOpen={asked === 'release'}
        onConfirm={() => release.mutate(undefined)}
        onClose={onClose}
      >
        <p>{t('releaseText', { count: run.totals.people })}</p>
        <p className="num mt-3 font-semibold">
          {t('releaseTotal', { net: euros(run.totals.net_cents) })}
        </p>
      </ConfirmDialog>
      <ConfirmDialog
        title={t('againTitle')}
        action={t('again')}
        pending={again.isPending}
        isOpen={asked === 'again'}
        onConfirm={() => again.mutate(undefined)}
        onClose={onClose}
      >
        {t('againText')}
      </ConfirmDialog>
      <ConfirmDialog
        danger
        title={t('discardTitle')}
        action={t('discard')}
        pending={discard.isPending}
        isOpen={asked === 'discard'}
        onConfirm={() => discard.mutate(undefined)}
        onClose={onClose}
      >
        {t('discardText')}
      </ConfirmDialog>
    </>
  );
}
