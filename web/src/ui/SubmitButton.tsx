import { useTranslations } from 'use-intl';
import { useQuantities } from '~/lib/useFormats';
import { Button } from './Button';

interface Props {
  form: { pending: boolean; waitS: number };
  children: string;
  className?: string;
}

/** Sends a form; while the server hears no other try it says for how long. */
export function SubmitButton({ form, children, className }: Props) {
  const t = useTranslations('ui');
  const { duration } = useQuantities();
  const { pending, waitS } = form;
  return (
    <Button
      type="submit"
      kind="primary"
      isPending={pending}
      isDisabled={waitS > 0}
      className={`num ${className ?? ''}`}
    >
      {waitS > 0 ? t('retryAfter', { wait: duration(waitS) }) : children}
    </Button>
  );
}
