import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Form } from 'react-aria-components/Form';
import { useTranslations } from 'use-intl';
import { toast } from '~/lib/toast';
import { useUnits } from '~/lib/useFormats';
import { ChangedMeanwhile, exceptChanged } from '~/parts/changed/ChangedMeanwhile';
import { FormFailure } from '~/ui/FormFailure';
import { NumberField } from '~/ui/NumberField';
import { Select } from '~/ui/Select';
import { SubmitButton } from '~/ui/SubmitButton';
import { Switch } from '~/ui/Switch';
import { TextField } from '~/ui/TextField';
import { useForm } from '~/ui/useForm';
import { CATALOGUE_KEY, changeProduct, type ProductInFull, readProduct } from './api';
import { useCategoryName } from './names';
import { useCategoryItems } from './useCategoryItems';

const NAME_MAX = 200;
const WHOLE = 100;

interface Props {
  product: ProductInFull;
}

interface Draft {
  name: string;
  category: number;
  vat: number;
  withdrawn: boolean;
  /** Of the record that it was made of. */
  version: number;
}

const draftOf = (product: ProductInFull): Draft => ({
  name: product.name,
  category: product.category.id,
  vat: product.vat_percent,
  withdrawn: product.withdrawn_at !== null,
  version: product.version,
});

export function ProductForm({ product }: Props) {
  const t = useTranslations('retail.catalogue');
  const queries = useQueryClient();
  const { fixed } = useUnits();
  const [draft, setDraft] = useState(() => draftOf(product));
  const change = (wanted: Partial<Draft>) => setDraft({ ...draft, ...wanted });
  const form = useForm<'name' | 'category_id' | 'vat_percent', void, ProductInFull>({
    run: () =>
      changeProduct(product.id, draft.version, {
        name: draft.name.trim(),
        category_id: draft.category,
        vat_percent: draft.vat,
        withdrawn: draft.withdrawn,
      }),
    onDone: (saved) => {
      setDraft(draftOf(saved));
      void queries.invalidateQueries({ queryKey: CATALOGUE_KEY });
      toast(t('saved', { name: saved.name }));
    },
  });
  const items = useCategoryItems();
  const nameOfCategory = useCategoryName();
  const nameOf = (id: number) => items.find(({ value }) => value === String(id))?.label.trim();
  return (
    <Form
      ref={form.ref}
      validationBehavior="aria"
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        form.submit(undefined, {
          name: draft.name.trim() === '' ? t('nameMissing') : undefined,
          vat_percent: Number.isNaN(draft.vat) ? t('vatMissing') : undefined,
        });
      }}
    >
      <TextField
        isRequired
        label={t('name')}
        value={draft.name}
        onChange={(name) => change({ name })}
        maxLength={NAME_MAX}
        error={form.errorAt('name')}
        autoComplete="off"
      />
      <Select
        stacked
        label={t('category')}
        value={String(draft.category)}
        onChange={(chosen) => change({ category: Number(chosen) })}
        items={items}
      />
      <NumberField
        label={`${t('vat')} (%)`}
        value={draft.vat}
        onChange={(vat) => change({ vat })}
        minValue={0}
        maxValue={WHOLE}
        step={0.1}
        error={form.errorAt('vat_percent')}
      />
      <Switch isSelected={draft.withdrawn} onChange={(withdrawn) => change({ withdrawn })}>
        {t('product.isWithdrawn')}
      </Switch>
      <FormFailure failure={exceptChanged(form.failure)} />
      <div className="flex justify-end">
        <SubmitButton form={form}>{t('save')}</SubmitButton>
      </div>
      <ChangedMeanwhile
        failure={form.failure}
        read={(signal) => readProduct(product.id, signal)}
        compare={(latest) => [
          { label: t('name'), mine: draft.name, theirs: latest.name },
          {
            label: t('category'),
            mine: nameOf(draft.category) ?? '',
            theirs: nameOfCategory(latest.category),
          },
          {
            label: t('vat'),
            mine: fixed(draft.vat, 'percent', 1),
            theirs: fixed(latest.vat_percent, 'percent', 1),
          },
        ]}
        onKeep={({ version }) => change({ version })}
        onTake={(latest) => setDraft(draftOf(latest))}
      />
    </Form>
  );
}
