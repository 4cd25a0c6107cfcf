import { useTranslations } from 'use-intl';
import { DateField } from '~/parts/day/DateField';
import { NumberField } from '~/ui/NumberField';

const MOST_EUROS = 1e8;
const EUROS = { style: 'currency', currency: 'EUR', maximumFractionDigits: 4 } as const;

interface Props {
  hint?: string;
  from: string;
  onFrom: (day: string) => void;
  /** Euros without VAT; NaN while the field is empty. */
  purchase: number;
  onPurchase: (euros: number) => void;
  sale: number;
  onSale: (euros: number) => void;
  errors: Record<'from' | 'purchase' | 'sale', string | undefined>;
}

/** From when on, and both prices side by side. */
export function PriceFields(props: Props) {
  const t = useTranslations('retail.catalogue');
  return (
    <>
      <DateField
        label={t('product.validFrom')}
        {...(props.hint && { hint: props.hint })}
        value={props.from}
        onChange={props.onFrom}
        error={props.errors.from}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <NumberField
          label={t('purchase')}
          value={props.purchase}
          onChange={props.onPurchase}
          minValue={0}
          maxValue={MOST_EUROS}
          formatOptions={EUROS}
          error={props.errors.purchase}
        />
        <NumberField
          label={t('sale')}
          value={props.sale}
          onChange={props.onSale}
          minValue={0}
          maxValue={MOST_EUROS}
          formatOptions={EUROS}
          error={props.errors.sale}
        />
      </div>
    </>
  );
}
