import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { toast } from '~/lib/toast';
import { useAmounts } from '~/lib/useAmounts';
import { Button } from '~/ui/Button';
import { Dialog } from '~/ui/Dialog';
import { FormFailure } from '~/ui/FormFailure';
import { Select } from '~/ui/Select';
import { useForm } from '~/ui/useForm';
import { type RunDraft, type Started, startRun } from './api';
import { lastMonths } from './months';

interface Props {
  isOpen: boolean;
  onClose: () => void;
  onStarted: (run: Started['run']) => void;
}

const OFFERED = 13;

export function StartRun(props: Props) {
  const t = useTranslations('staffPay.start');
  return (
    <Dialog title={t('title')} isOpen={props.isOpen} onClose={props.onClose}>
      <Draft {...props} />
    </Dialog>
  );
}

function Draft({ onClose, onStarted }: Props) {
  const t = useTranslations('staffPay');
  const { longMonth } = useAmounts();
  const months = lastMonths(new Date(), OFFERED);
  const [draft, setDraft] = useState<Required<RunDraft>>({
    month: months[0] ?? '',
    kind: 'regular',
  });
  const form = useForm<never, RunDraft, Started>({
    run: startRun,
    onDone: ({ run, made }) => {
      toast(t(made ? 'start.made' : 'start.there'));
      onStarted(run);
    },
  });
  return (
    <form
      ref={form.ref}
      onSubmit={(event) => {
        event.preventDefault();
        form.submit(draft);
      }}
    >
      <div className="flex flex-col gap-4 px-4 py-4">
        <FormFailure failure={form.failure} />
        <Select
          stacked
          label={t('start.month')}
          value={draft.month}
          onChange={(month) => setDraft({ ...draft, month })}
          items={months.map((value) => ({ value, label: longMonth(value) }))}
        />
        <Select
          stacked
          label={t('start.kind')}
          value={draft.kind}
          onChange={(kind) => setDraft({ ...draft, kind })}
          items={(['regular', 'correction'] as const).map((value) => ({
            value,
            label: t(`kinds.${value}`),
          }))}
        />
        <p className="text-xs text-pretty text-mute">{t('start.kindHint')}</p>
      </div>
      <div className="flex flex-wrap justify-end gap-2 border-t border-line bg-raised px-4 py-3">
        <Button onPress={onClose}>{t('start.cancel')}</Button>
        <Button kind="primary" type="submit" isPending={form.pending}>
          {t('start.submit')}
        </Button>
      </div>
    </form>
  );
}
