import { Ban, Check, CircleQuestionMark, RotateCw } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { Button } from '~/ui/Button';
import { Notice } from '~/ui/Notice';
import { useAction } from '~/ui/useAction';
import { decide, MAIL_KEY, type Verdict } from './api';

const DONE = { sent: 'sentDone', again: 'againDone', failed: 'dropDone' } as const;

/** Nobody knows whether it has arrived: a person finds out, and says so here. */
export function Decision({ id }: { id: number }) {
  const t = useTranslations('consoleMail.decide');
  const decision = useAction({
    run: (verdict: Verdict) => decide(id, verdict),
    done: (_, verdict) => t(DONE[verdict]),
    refresh: [MAIL_KEY],
  });
  const button = (verdict: Verdict) => ({
    isPending: decision.isPending && decision.variables === verdict,
    onPress: () => decision.mutate(verdict),
  });
  return (
    <Notice icon={CircleQuestionMark} tone="warn" title={t('title')} className="mb-5">
      <p className="mb-3">{t('text')}</p>
      <div className="flex flex-wrap gap-2">
        <Button icon={Check} {...button('sent')}>
          {t('sent')}
        </Button>
        <Button icon={RotateCw} {...button('again')}>
          {t('again')}
        </Button>
        <Button icon={Ban} {...button('failed')}>
          {t('drop')}
        </Button>
      </div>
    </Notice>
  );
}
