import { Link, useLocation } from '@tanstack/react-router';
import { LogIn } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { useTranslations } from 'use-intl';
import type { About } from '~/api/about';
import { useMe } from '~/api/me';
import { cx } from '~/lib/cx';
import { Skeleton } from '~/ui/Skeleton';

// Strangers, who are the most, do without it.
const AccountMenu = lazy(() => import('./AccountMenu'));

/** Who is signed in, and the ways from there; else the way in. */
export function Account({ about }: { about: About | undefined }) {
  const me = useMe();
  if (me === null) return <SignInLink />;
  const coming = <Skeleton round className="size-8 max-sm:size-11" />;
  return (
    <Suspense fallback={coming}>{me ? <AccountMenu me={me} about={about} /> : coming}</Suspense>
  );
}

function SignInLink() {
  const t = useTranslations('account');
  const { href } = useLocation();
  return (
    <Link
      to="/sign-in"
      search={href === '/' ? {} : { back: href }}
      className={cx(
        'inline-flex h-8 shrink-0 items-center justify-center rounded-lg bg-accent px-3 text-sm',
        'font-medium whitespace-nowrap text-on-accent transition-colors hover:bg-accent-strong',
        'max-sm:size-11 max-sm:px-0',
      )}
    >
      <LogIn aria-hidden size={18} strokeWidth={1.9} className="sm:hidden" />
      <span className="max-sm:sr-only">{t('signIn')}</span>
    </Link>
  );
}
