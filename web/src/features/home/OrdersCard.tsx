import { Link, useNavigate } from '@tanstack/react-router';
import { ArrowRight, Package, Search } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { Input } from 'react-aria-components/Input';
import { TextField } from 'react-aria-components/TextField';
import { useTranslations } from 'use-intl';
import { cx } from '~/lib/cx';
import { Button } from '~/ui/Button';

/** The way into the orders app: by its page, or straight with a number at hand. */
export function OrdersCard() {
  const t = useTranslations();
  return (
    <article className="card p-4">
      <div className="flex items-start gap-4">
        <span className="grid size-11 shrink-0 place-items-center rounded-xl bg-accent-soft text-accent">
          <Package aria-hidden size={22} strokeWidth={1.7} />
        </span>
        <div className="min-w-0 flex-1">
          <div className="flex items-center justify-between gap-3">
            <h3 className="text-lg font-semibold tracking-tight">{t('nav.orders')}</h3>
            <OpenOrders />
          </div>
          <p className="text-pretty text-mute">{t('homePage.apps.orders.text')}</p>
        </div>
      </div>
      <NumberForm />
    </article>
  );
}

function OpenOrders() {
  const t = useTranslations();
  return (
    <Link
      to="/orders"
      className={cx(
        '-mr-2 inline-flex h-8 items-center gap-1 rounded-lg px-2 text-sm font-medium text-accent',
        'transition-colors hover:bg-accent-soft max-sm:h-11',
      )}
    >
      {t('homePage.apps.open')}
      <span className="sr-only">{t('nav.orders')}</span>
      <ArrowRight aria-hidden size={15} />
    </Link>
  );
}

function NumberForm() {
  const t = useTranslations('homePage.apps.orders');
  const navigate = useNavigate();
  const [number, setNumber] = useState('');
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    void navigate({ to: '/orders', search: number.trim() === '' ? {} : { number } });
  };
  return (
    <form onSubmit={onSubmit} className="mt-4 flex gap-2 sm:pl-15">
      <TextField
        aria-label={t('number')}
        value={number}
        onChange={setNumber}
        className="relative min-w-0 flex-1 sm:max-w-80"
      >
        <Search
          aria-hidden
          size={15}
          className="absolute top-1/2 left-3 -translate-y-1/2 text-mute"
        />
        <Input
          placeholder={t('placeholder')}
          autoComplete="off"
          spellCheck={false}
          className={cx(
            'h-8 w-full rounded-lg border border-edge bg-surface pr-3 pl-9 text-base',
            'placeholder:text-mute focus:border-accent focus:outline-1 focus:outline-accent',
            'focus:outline-offset-0 max-sm:h-11 max-sm:text-[1rem]',
          )}
        />
      </TextField>
      <Button type="submit">{t('submit')}</Button>
    </form>
  );
}
