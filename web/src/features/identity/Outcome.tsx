import { Link } from '@tanstack/react-router';
import type { LucideIcon } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslations } from 'use-intl';
import { cx } from '~/lib/cx';
import { buttonLink } from '~/ui/buttonLink';
import { SOFT, type Tone } from '~/ui/tone';

interface Props {
  icon: LucideIcon;
  tone: Tone;
  title: string;
  children: ReactNode;
  /** In the place of the way to the sign-in page. */
  action?: ReactNode;
}

/** How something ended, in the place of its form; it takes the focus. */
export function Outcome({ icon: Icon, tone, title, children, action }: Props) {
  const t = useTranslations('identity');
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · Régie`;
    heading.current?.focus();
  }, [title]);
  return (
    <div className="card animate-rise p-6 text-center shadow-pop sm:p-8">
      <span className={cx('mx-auto mb-4 grid size-12 place-items-center rounded-2xl', SOFT[tone])}>
        <Icon aria-hidden size={22} strokeWidth={1.8} />
      </span>
      <h1 ref={heading} tabIndex={-1} className="text-xl font-semibold tracking-tight">
        {title}
      </h1>
      <div className="mt-1.5 mb-5 text-pretty text-mute">{children}</div>
      {action ?? (
        <Link to="/sign-in" className={buttonLink}>
          {t('toSignIn')}
        </Link>
      )}
    </div>
  );
}
