import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Failure } from '~/api/failure';
import { toast } from '~/lib/toast';
import { useUnits } from '~/lib/useFormats';
import { ChangedMeanwhile } from '~/parts/changed/ChangedMeanwhile';
import { FormDialog } from '~/parts/FormDialog';
import { NumberField } from '~/ui/NumberField';
import { useForm } from '~/ui/useForm';
import { changeVolume, readVolumes, WORKFORCE_KEY } from '../api';
import type { SeenVolume } from '../types';

interface Props {
  row: SeenVolume;
  onClose: () => void;
}

export function VolumeForm({ row, onClose }: Props) {
  const t = useTranslations('workforce.volumes');
  const { exact } = useUnits();
  const queries = useQueryClient();
  const [base, setBase] = useState(row);
  const [quantity, setQuantity] = useState(row.quantity);
  const form = useForm<'quantity', void, SeenVolume>({
    run: () => changeVolume(base, quantity),
    onDone: () => {
      void queries.invalidateQueries({ queryKey: WORKFORCE_KEY });
      toast(t('saved', { task: row.task }));
      onClose();
    },
  });
  const latest = async (signal: AbortSignal) => {
    const month = row.period.slice(0, 7);
    const { volumes } = await readVolumes(
      { place_id: row.place_id, task_id: row.task_id, from: month, to: month },
      signal,
    );
    const found = volumes.find(({ id }) => id === row.id);
    if (found === undefined) throw new Failure('notFound');
    return found;
  };
  return (
    <FormDialog
      title={t('changeOf', { task: row.task })}
      action={t('save')}
      form={form}
      onClose={onClose}
      onSubmit={() =>
        form.submit(undefined, {
          quantity: Number.isNaN(quantity) ? t('quantityMissing') : undefined,
        })
      }
    >
      <NumberField
        autoFocus
        label={t('quantityIn', { unit: row.unit })}
        minValue={0}
        value={quantity}
        onChange={setQuantity}
        error={form.errorAt('quantity')}
      />
      <ChangedMeanwhile
        failure={form.failure}
        read={latest}
        compare={(found) => [
          {
            label: t('quantity'),
            mine: exact(quantity, 'number'),
            theirs: exact(found.quantity, 'number'),
          },
        ]}
        onKeep={setBase}
        onTake={(found) => {
          setBase(found);
          setQuantity(found.quantity);
        }}
      />
    </FormDialog>
  );
}
