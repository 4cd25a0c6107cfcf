import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { toast } from '~/lib/toast';
import { useDayComplaint } from '~/parts/day/useDayWords';
import { FormDialog } from '~/parts/FormDialog';
import { NumberField } from '~/ui/NumberField';
import { Select } from '~/ui/Select';
import { TextField } from '~/ui/TextField';
import { useForm } from '~/ui/useForm';
import { RETAIL_KEY } from '../api';
import { addProduct, type ProductInFull } from './api';
import { CodeField } from './CodeField';
import { PriceFields } from './PriceFields';
import { e4Of } from './prices';
import { useCategoryItems } from './useCategoryItems';

const NAME_MAX = 200;
const USUAL_VAT = 20;
const NONE = '';

interface Props {
  onDone: (product: ProductInFull) => void;
  onClose: () => void;
}

/** A product with its first price, or without one for now. */
export function NewProduct({ onDone, onClose }: Props) {
  const t = useTranslations('retail.catalogue');
  const queries = useQueryClient();
  const items = useCategoryItems();
  const dayComplaint = useDayComplaint();
  const [name, setName] = useState('');
  const [sku, setSku] = useState('');
  const [category, setCategory] = useState(NONE);
  const [vat, setVat] = useState(USUAL_VAT);
  const [from, setFrom] = useState('');
  const [purchase, setPurchase] = useState(Number.NaN);
  const [sale, setSale] = useState(Number.NaN);
  const priced = from !== '' || !Number.isNaN(purchase) || !Number.isNaN(sale);
  const form = useForm<
    'name' | 'sku' | 'category_id' | 'vat_percent' | 'valid_from' | 'purchase' | 'sale',
    void,
    ProductInFull
  >({
    run: () =>
      addProduct({
        name: name.trim(),
        sku: sku.trim(),
        category_id: Number(category),
        vat_percent: vat,
        price: priced
          ? { valid_from: from, purchase_e4: e4Of(purchase), sale_e4: e4Of(sale) }
          : null,
      }),
    onDone: (made) => {
      void queries.invalidateQueries({ queryKey: RETAIL_KEY });
      toast(t('saved', { name: made.name }));
      onDone(made);
    },
  });
  const complaints = () => ({
    name: name.trim() === '' ? t('nameMissing') : undefined,
    sku: sku.trim() === '' ? t('skuMissing') : undefined,
    category_id: category === NONE ? t('categoryMissing') : undefined,
    vat_percent: Number.isNaN(vat) ? t('vatMissing') : undefined,
    valid_from: priced ? dayComplaint(from, t('product.dateMissing')) : undefined,
    purchase: priced && Number.isNaN(purchase) ? t('priceMissing') : undefined,
    sale: priced && Number.isNaN(sale) ? t('priceMissing') : undefined,
  });
  return (
    <FormDialog
      title={t('newProduct')}
      action={t('save')}
      form={form}
      onClose={onClose}
      onSubmit={() => form.submit(undefined, complaints())}
    >
      <TextField
        autoFocus
        isRequired
        label={t('name')}
        value={name}
        onChange={setName}
        maxLength={NAME_MAX}
        error={form.errorAt('name')}
        autoComplete="off"
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <CodeField label={t('sku')} value={sku} onChange={setSku} error={form.errorAt('sku')} />
        <NumberField
          label={`${t('vat')} (%)`}
          value={vat}
          onChange={setVat}
          minValue={0}
          maxValue={100}
          step={0.1}
          error={form.errorAt('vat_percent')}
        />
      </div>
      <div className="flex flex-col gap-1.5">
        <Select
          stacked
          label={t('category')}
          value={category}
          onChange={setCategory}
          items={[{ value: NONE, label: t('chooseCategory') }, ...items]}
        />
        {form.errorAt('category_id') && (
          <p role="alert" className="text-sm text-bad">
            {form.errorAt('category_id')}
          </p>
        )}
      </div>
      <PriceFields
        hint={t('product.firstPriceHint')}
        from={from}
        onFrom={setFrom}
        purchase={purchase}
        onPurchase={setPurchase}
        sale={sale}
        onSale={setSale}
        errors={{
          from: form.errorAt('valid_from'),
          purchase: form.errorAt('purchase'),
          sale: form.errorAt('sale'),
        }}
      />
    </FormDialog>
  );
}
