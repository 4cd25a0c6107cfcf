import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Form } from 'react-aria-components/Form';
import { useTranslations } from 'use-intl';
import { toast } from '~/lib/toast';
import { useFormats } from '~/lib/useFormats';
import { useDayComplaint } from '~/parts/day/useDayWords';
import { FormFailure } from '~/ui/FormFailure';
import { SubmitButton } from '~/ui/SubmitButton';
import { useForm } from '~/ui/useForm';
import { CATALOGUE_KEY, type ProductInFull, setPrice } from './api';
import { PriceFields } from './PriceFields';
import { e4Of, eurosOf } from './prices';

/** A price from a day on; the one before ends the day before. */
export function PriceForm({ product }: { product: ProductInFull }) {
  const t = useTranslations('retail.catalogue');
  const { shortDay } = useFormats();
  const queries = useQueryClient();
  const dayComplaint = useDayComplaint();
  const [from, setFrom] = useState('');
  const [purchase, setPurchase] = useState(eurosOf(product.price?.purchase_e4 ?? Number.NaN));
  const [sale, setSale] = useState(eurosOf(product.price?.sale_e4 ?? Number.NaN));
  const form = useForm<'valid_from' | 'purchase_e4' | 'sale_e4', void, ProductInFull>({
    run: () =>
      setPrice(product.id, product.version, from, {
        purchase_e4: e4Of(purchase),
        sale_e4: e4Of(sale),
      }),
    onDone: () => {
      void queries.invalidateQueries({ queryKey: CATALOGUE_KEY });
      toast(t('product.priceSet', { day: shortDay(from) }));
    },
  });
  return (
    <Form
      ref={form.ref}
      validationBehavior="aria"
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        form.submit(undefined, {
          valid_from: dayComplaint(from, t('product.dateMissing')),
          purchase_e4: Number.isNaN(purchase) ? t('priceMissing') : undefined,
          sale_e4: Number.isNaN(sale) ? t('priceMissing') : undefined,
        });
      }}
    >
      <PriceFields
        from={from}
        onFrom={setFrom}
        purchase={purchase}
        onPurchase={setPurchase}
        sale={sale}
        onSale={setSale}
        errors={{
          from: form.errorAt('valid_from'),
          purchase: form.errorAt('purchase_e4'),
          sale: form.errorAt('sale_e4'),
        }}
      />
      <FormFailure failure={form.failure} />
      <div className="flex justify-end">
        <SubmitButton form={form}>{t('product.setPrice')}</SubmitButton>
      </div>
    </Form>
  );
}
