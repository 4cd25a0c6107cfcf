import { useQueryClient } from '@tanstack/react-query';
import { RotateCcwKey, ShieldCheck, ShieldOff, Smartphone, TriangleAlert } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { ME_KEY } from '~/api/me';
import { toast } from '~/lib/toast';
import { useFormats } from '~/lib/useFormats';
import { Badge } from '~/ui/Badge';
import { Button } from '~/ui/Button';
import { ConfirmDialog } from '~/ui/ConfirmDialog';
import { Notice } from '~/ui/Notice';
import { useAction } from '~/ui/useAction';
import { FACTOR_KEY, type Factor, removeFactor, renewRecoveryCodes } from '../api';
import { Enrolment } from '../factor/Enrolment';
import { RecoveryCodes } from '../factor/RecoveryCodes';

/** Fewer than that, and a lost phone may lock its owner out. */
const FEW_CODES = 3;

type View = { kind: 'state' } | { kind: 'enrolling' } | { kind: 'codes'; codes: string[] };

/** What it is now, or one of the ways to change it; each takes the focus when it comes. */
export function FactorPanel({ factor }: { factor: Factor }) {
  const [view, setView] = useState<View>({ kind: 'state' });
  const panel = useRef<HTMLDivElement>(null);
  const shown = useRef(view.kind);
  useEffect(() => {
    if (shown.current === view.kind) return;
    shown.current = view.kind;
    if (!panel.current?.contains(document.activeElement)) panel.current?.focus();
  }, [view.kind]);
  return (
    <div ref={panel} tabIndex={-1} className="outline-none">
      <ViewOf view={view} onView={setView} factor={factor} />
    </div>
  );
}

interface ViewProps {
  view: View;
  onView: (view: View) => void;
  factor: Factor;
}

function ViewOf({ view, onView, factor }: ViewProps) {
  const t = useTranslations('profile.security.factor');
  const queries = useQueryClient();
  const back = () => onView({ kind: 'state' });
  // The shell knows it too: what a dialog asks for depends on it.
  const ended = () => {
    void queries.invalidateQueries({ queryKey: ME_KEY, exact: true });
    back();
  };
  const onSet = () => {
    toast(t('set'));
    ended();
  };
  if (view.kind === 'enrolling') return <Enrolment onCancel={back} onDone={onSet} />;
  if (view.kind === 'codes') return <RecoveryCodes codes={view.codes} onDone={back} />;
  if (factor.enrolled) {
    const onCodes = (codes: string[]) => onView({ kind: 'codes', codes });
    return <Enrolled factor={factor} onCodes={onCodes} onRemoved={ended} />;
  }
  return (
    <>
      <p className="mb-4 text-sm text-pretty text-mute">{t('offText')}</p>
      <Button kind="primary" icon={Smartphone} onPress={() => onView({ kind: 'enrolling' })}>
        {t('on')}
      </Button>
    </>
  );
}

interface EnrolledProps {
  factor: Factor;
  onCodes: (codes: string[]) => void;
  onRemoved: () => void;
}

function Enrolled({ factor, onCodes, onRemoved }: EnrolledProps) {
  const t = useTranslations('profile.security.factor');
  const { dayOfInstant } = useFormats();
  const [asking, setAsking] = useState(false);
  const renew = useAction({
    run: renewRecoveryCodes,
    refresh: [FACTOR_KEY],
    onDone: ({ recovery_codes: codes }) => onCodes(codes),
  });
  const remove = useAction({
    run: removeFactor,
    done: () => t('removed'),
    refresh: [FACTOR_KEY],
    onDone: onRemoved,
  });
  const { confirmed_at: since, recovery_codes_left: left } = factor;
  return (
    <>
      <div className="flex flex-wrap items-center gap-2">
        <Badge tone="good" icon={ShieldCheck}>
          {t('active')}
        </Badge>
        {since && (
          <span className="text-sm text-mute">
            {t('since', { day: dayOfInstant(new Date(since)) })}
          </span>
        )}
      </div>
      {left < FEW_CODES ? (
        <Notice icon={TriangleAlert} tone="warn" className="mt-3">
          {t('few', { count: left })}
        </Notice>
      ) : (
        <p className="mt-3 text-sm text-mute">{t('left', { count: left })}</p>
      )}
      <div className="mt-4 flex flex-wrap gap-2">
        <Button
          icon={RotateCcwKey}
          isPending={renew.isPending}
          onPress={() => renew.mutate(undefined)}
        >
          {t('renew')}
        </Button>
        {!factor.required && (
          <Button icon={ShieldOff} onPress={() => setAsking(true)}>
            {t('remove')}
          </Button>
        )}
      </div>
      {factor.required && <p className="mt-3 text-xs text-mute">{t('required')}</p>}
      <ConfirmDialog
        isOpen={asking}
        danger
        title={t('removeTitle')}
        action={t('remove')}
        pending={remove.isPending}
        onConfirm={() => remove.mutate(undefined)}
        onClose={() => setAsking(false)}
      >
        {t('removeText')}
      </ConfirmDialog>
    </>
  );
}
