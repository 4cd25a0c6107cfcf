import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Form } from 'react-aria-components/Form';
import { useTranslations } from 'use-intl';
import { toast } from '~/lib/toast';
import { useUnits } from '~/lib/useFormats';
import { ChangedMeanwhile, exceptChanged } from '~/parts/changed/ChangedMeanwhile';
import { FormFailure } from '~/ui/FormFailure';
import { NumberBox } from '~/ui/NumberBox';
import { Select } from '~/ui/Select';
import { SubmitButton } from '~/ui/SubmitButton';
import { Switch } from '~/ui/Switch';
import { TextField } from '~/ui/TextField';
import { useForm } from '~/ui/useForm';
import type { RetailFilters } from '../api';
import { indented } from '../ViewBar';
import { CATALOGUE_KEY, changeProduct, type ProductInFull, readProduct } from './api';

const NAME_MAX = 200;
const WHOLE = 100;

interface Props {
  product: ProductInFull;
  categories: RetailFilters['categories'];
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

export function ProductForm({ product, categories }: Props) {
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
      toast(t('product.saved', { name: saved.name }));
    },
  });
  // A category in which nothing was sold yet is no filter, but may be the product's.
  const items = indented(categories);
  if (!items.some(({ value }) => value === String(draft.category))) {
    items.unshift({ value: String(product.category.id), label: product.category.name });
  }
  const nameOf = (id: number) => items.find(({ value }) => value === String(id))?.label.trim();
  return (
    <Form
      ref={form.ref}
      validationBehavior="aria"
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        form.submit(undefined, {
          name: draft.name.trim() === '' ? t('product.nameMissing') : undefined,
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
      <NumberBox
        label={`${t('vat')} (%)`}
        value={draft.vat}
        onChange={(vat) => change({ vat })}
        least={0}
        most={WHOLE}
        step={0.1}
      />
      <Switch isSelected={draft.withdrawn} onChange={(withdrawn) => change({ withdrawn })}>
        {t('product.isWithdrawn')}
      </Switch>
      <FormFailure failure={exceptChanged(form.failure)} />
      <div className="flex justify-end">
        <SubmitButton form={form}>{t('product.save')}</SubmitButton>
      </div>
      <ChangedMeanwhile
        failure={form.failure}
        read={(signal) => readProduct(product.id, signal)}
        compare={(latest) => [
          { label: t('name'), mine: draft.name, theirs: latest.name },
          {
            label: t('category'),
            mine: nameOf(draft.category) ?? '',
            theirs: latest.category.name,
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
