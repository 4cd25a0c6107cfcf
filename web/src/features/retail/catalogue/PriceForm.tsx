import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Form } from 'react-aria-components/Form';
import { useTranslations } from 'use-intl';
import { toast } from '~/lib/toast';
import { useFormats } from '~/lib/useFormats';
import { FormFailure } from '~/ui/FormFailure';
import { NumberBox } from '~/ui/NumberBox';
import { SubmitButton } from '~/ui/SubmitButton';
import { TextField } from '~/ui/TextField';
import { useForm } from '~/ui/useForm';
import { CATALOGUE_KEY, type ProductInFull, setPrice } from './api';
import { e4Of, eurosOf } from './prices';

const MOST_EUROS = 1e8;
const EUROS = { style: 'currency', currency: 'EUR', maximumFractionDigits: 4 } as const;

/** A price from a day on; the one before ends the day before. */
export function PriceForm({ product }: { product: ProductInFull }) {
  const t = useTranslations('retail.catalogue');
  const { shortDay } = useFormats();
  const queries = useQueryClient();
  const [from, setFrom] = useState('');
  const [purchase, setPurchase] = useState(eurosOf(product.price?.purchase_e4 ?? 0));
  const [sale, setSale] = useState(eurosOf(product.price?.sale_e4 ?? 0));
  const form = useForm<'valid_from', void, ProductInFull>({
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
      className="flex flex-col gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        form.submit(undefined, {
          valid_from: from === '' ? t('product.dateMissing') : undefined,
        });
      }}
    >
      <TextField
        isRequired
        type="date"
        label={t('product.validFrom')}
        value={from}
        onChange={setFrom}
        error={form.errorAt('valid_from')}
      />
      <NumberBox
        label={t('purchase')}
        value={purchase}
        onChange={setPurchase}
        least={0}
        most={MOST_EUROS}
        step={0.0001}
        format={EUROS}
      />
      <NumberBox
        label={t('sale')}
        value={sale}
        onChange={setSale}
        least={0}
        most={MOST_EUROS}
        step={0.0001}
        format={EUROS}
      />
      <FormFailure failure={form.failure} />
      <div className="flex justify-end">
        <SubmitButton form={form}>{t('product.setPrice')}</SubmitButton>
      </div>
    </Form>
  );
}
