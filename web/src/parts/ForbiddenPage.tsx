import { Link } from '@tanstack/react-router';
import { LockKeyhole } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslations } from 'use-intl';
import { buttonLink } from '~/ui/buttonLink';
import { EmptyState } from '~/ui/EmptyState';

/** A page that is there, for others. */
export default function ForbiddenPage() {
  const t = useTranslations('forbiddenPage');
  const title = t('title');
  useEffect(() => {
    document.title = `${title} · Régie`;
  }, [title]);
  return (
    <div className="card mx-auto mt-6 max-w-[640px]">
      <EmptyState icon={LockKeyhole} tone="warn" level="h1" title={title} text={t('text')}>
        <Link to="/" className={buttonLink}>
          {t('home')}
        </Link>
      </EmptyState>
    </div>
  );
}
