import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { toast } from '~/lib/toast';
import { useUnits } from '~/lib/useFormats';
import { ChangedMeanwhile } from '~/parts/changed/ChangedMeanwhile';
import { DateField } from '~/parts/day/DateField';
import { writeDay } from '~/parts/day/typed';
import { useDayComplaint } from '~/parts/day/useDayWords';
import { FormDialog } from '~/parts/FormDialog';
import { NumberField } from '~/ui/NumberField';
import { useForm } from '~/ui/useForm';
import { changeHeadcount, headcountQuery, WORKFORCE_KEY } from '../api';
import type { SeenHeadcount } from '../types';

interface Props {
  row: SeenHeadcount;
  place: number;
  onClose: () => void;
}

export function HeadcountForm({ row, place, onClose }: Props) {
  const t = useTranslations('workforce.headcount');
  const { exact } = useUnits();
  const dayComplaint = useDayComplaint();
  const queries = useQueryClient();
  const [base, setBase] = useState(row);
  const [present, setPresent] = useState(row.present);
  const [asOf, setAsOf] = useState(row.as_of);
  const form = useForm<'present' | 'as_of', void, SeenHeadcount>({
    run: () => changeHeadcount(base, { present, as_of: asOf }),
    onDone: () => {
      void queries.invalidateQueries({ queryKey: WORKFORCE_KEY });
      toast(t('saved', { post: row.post }));
      onClose();
    },
  });
  const latest = async () => {
    const { headcounts } = await queries.fetchQuery({ ...headcountQuery(place), staleTime: 0 });
    return headcounts.find(({ id }) => id === row.id) ?? base;
  };
  return (
    <FormDialog
      title={t('changeOf', { post: row.post })}
      action={t('save')}
      form={form}
      onClose={onClose}
      onSubmit={() =>
        form.submit(undefined, {
          present: Number.isNaN(present) ? t('presentMissing') : undefined,
          as_of: dayComplaint(asOf, t('asOfMissing')),
        })
      }
    >
      <NumberField
        autoFocus
        label={t('present')}
        hint={t('presentHint')}
        minValue={0}
        value={present}
        onChange={setPresent}
        error={form.errorAt('present')}
      />
      <DateField label={t('asOf')} value={asOf} onChange={setAsOf} error={form.errorAt('as_of')} />
      <ChangedMeanwhile
        failure={form.failure}
        read={latest}
        compare={(found) => [
          {
            label: t('present'),
            mine: exact(present, 'fte'),
            theirs: exact(found.present, 'fte'),
          },
          { label: t('asOf'), mine: writeDay(asOf), theirs: writeDay(found.as_of) },
        ]}
        onKeep={setBase}
        onTake={(found) => {
          setBase(found);
          setPresent(found.present);
          setAsOf(found.as_of);
        }}
      />
    </FormDialog>
  );
}
