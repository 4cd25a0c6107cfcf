import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { toast } from '~/lib/toast';
import { useAmounts } from '~/lib/useAmounts';
import { ChangedMeanwhile } from '~/parts/changed/ChangedMeanwhile';
import { FormDialog } from '~/parts/FormDialog';
import { NumberField } from '~/ui/NumberField';
import { Select } from '~/ui/Select';
import { TextField } from '~/ui/TextField';
import { useForm } from '~/ui/useForm';
import { SALARIES_KEY } from '../salaries/api';
import { monthsAround } from '../salaries/months';
import { ITEM_KINDS, type Item, type ItemDraft, type Pay, readPay, saveItem } from './api';
import { HOURS, inHundredths, inWholes, MONEY, stillThere } from './typed';

const LABEL_MAX = 200;
const BACK = 11;
const AHEAD = 2;

interface Draft {
  month: string;
  kind: Item['kind'];
  label: string;
  /** Euros, or hours of an unpaid absence. */
  amount: number;
}

const draftOf = ({ month, kind, label, cents, hours_hundredths }: Item): Draft => ({
  month,
  kind,
  label,
  amount: inWholes(kind === 'unpaid' ? hours_hundredths : cents),
});

const bodyOf = ({ month, kind, label, amount }: Draft): ItemDraft => ({
  month,
  kind,
  label: label.trim(),
  cents: kind === 'unpaid' ? 0 : inHundredths(amount),
  hours_hundredths: kind === 'unpaid' ? inHundredths(amount) : 0,
});

interface Props {
  employee: number;
  /** None: a new one. */
  item?: Item;
  onClose: () => void;
}

export function ItemForm({ employee, item, onClose }: Props) {
  const t = useTranslations('personPay.items.form');
  const tKinds = useTranslations('personPay.items.kinds');
  const queries = useQueryClient();
  const [months] = useState(() => monthsAround(new Date(), BACK, AHEAD));
  const [draft, setDraft] = useState<Draft>(() =>
    item
      ? draftOf(item)
      : { month: months[AHEAD] ?? '', kind: 'bonus', label: '', amount: Number.NaN },
  );
  const [stored, setStored] = useState(item);
  const change = (wanted: Partial<Draft>) => setDraft({ ...draft, ...wanted });
  const form = useForm<'label' | 'cents' | 'hours_hundredths', ItemDraft, Pay>({
    run: (body) => saveItem(employee, stored, body),
    onDone: () => {
      void queries.invalidateQueries({ queryKey: SALARIES_KEY });
      toast(t('saved'));
      onClose();
    },
  });
  const isHours = draft.kind === 'unpaid';
  const submit = () =>
    form.submit(bodyOf(draft), {
      label: draft.label.trim() === '' ? t('missing') : undefined,
      [isHours ? 'hours_hundredths' : 'cents']: draft.amount > 0 ? undefined : t('missing'),
    });
  return (
    <>
      <FormDialog
        title={t(item ? 'edit' : 'add')}
        action={t('save')}
        form={form}
        onSubmit={submit}
        onClose={onClose}
      >
        <Choices draft={draft} onChange={change} months={months} />
        <TextField
          isRequired
          label={t('label')}
          value={draft.label}
          onChange={(label) => change({ label })}
          maxLength={LABEL_MAX}
          autoComplete="off"
          error={form.errorAt('label')}
        />
        <NumberField
          key={isHours ? 'hours' : 'money'}
          isRequired
          label={t(isHours ? 'hours' : 'amount')}
          value={draft.amount}
          onChange={(amount) => change({ amount })}
          formatOptions={isHours ? HOURS : MONEY}
          minValue={0}
          error={form.errorAt(isHours ? 'hours_hundredths' : 'cents')}
        />
      </FormDialog>
      {item && (
        <ChangedMeanwhile
          failure={form.failure}
          read={async (signal) =>
            stillThere((await readPay(employee, signal)).items, item.id, t('gone'))
          }
          compare={(latest) => {
            const theirs = draftOf(latest);
            return [
              { label: t('month'), mine: draft.month, theirs: theirs.month },
              { label: t('kind'), mine: tKinds(draft.kind), theirs: tKinds(theirs.kind) },
              { label: t('label'), mine: draft.label, theirs: theirs.label },
              { label: t('amount'), mine: String(draft.amount), theirs: String(theirs.amount) },
            ];
          }}
          onKeep={setStored}
          onTake={(latest) => {
            setStored(latest);
            setDraft(draftOf(latest));
          }}
        />
      )}
    </>
  );
}

interface ChoicesProps {
  draft: Draft;
  onChange: (change: Partial<Draft>) => void;
  months: readonly string[];
}

function Choices({ draft, onChange, months }: ChoicesProps) {
  const t = useTranslations('personPay.items');
  const { longMonth } = useAmounts();
  const offered = months.includes(draft.month) ? months : [draft.month, ...months];
  return (
    <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
      <Select
        stacked
        label={t('form.month')}
        value={draft.month}
        onChange={(month) => onChange({ month })}
        items={offered.map((value) => ({ value, label: longMonth(value) }))}
      />
      <Select
        stacked
        label={t('form.kind')}
        value={draft.kind}
        onChange={(kind) => onChange({ kind, amount: Number.NaN })}
        items={ITEM_KINDS.map((value) => ({ value, label: t(`kinds.${value}`) }))}
      />
    </div>
  );
}
