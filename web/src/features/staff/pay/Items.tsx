import { useTranslations } from 'use-intl';
import { useAmounts } from '~/lib/useAmounts';
import { type Item, type Pay, removeItem } from './api';
import { Editable } from './Editable';
import { ItemForm } from './ItemForm';

/** What varies month by month, the newest first. */
export function Items({ pay, manages }: { pay: Pay; manages: boolean }) {
  const t = useTranslations('personPay.items');
  const { euros, longMonth } = useAmounts();
  const worth = ({ kind, cents, hours_hundredths }: Item) => {
    if (kind === 'unpaid') return t('hours', { hours: hours_hundredths / 100 });
    return euros(kind === 'bonus' ? cents : -cents);
  };
  return (
    <Editable<Item>
      words={t}
      entries={pay.items}
      manages={manages}
      name={({ label }) => label}
      remove={(item) => removeItem(pay.employee.id, item)}
      form={(item, close) => (
        <ItemForm employee={pay.employee.id} {...(item && { item })} onClose={close} />
      )}
    >
      {(item) => (
        <>
          <span className="min-w-0 flex-1">
            <span className="block truncate font-medium">{item.label}</span>
            <span className="block truncate text-xs text-mute">
              {`${longMonth(item.month)} · ${t(`kinds.${item.kind}`)}`}
            </span>
          </span>
          <span className="num font-medium">{worth(item)}</span>
        </>
      )}
    </Editable>
  );
}
