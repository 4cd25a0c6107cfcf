import { Link } from '@tanstack/react-router';
import { Compass } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslations } from 'use-intl';
import { buttonLink } from '~/ui/buttonLink';
import { EmptyState } from '~/ui/EmptyState';

export function NotFoundPage() {
  const t = useTranslations('notFound');
  const title = t('title');
  useEffect(() => {
    document.title = `${title} · Régie`;
  }, [title]);
  return (
    <div className="card mx-auto mt-6 max-w-[640px]">
      <EmptyState icon={Compass} tone="accent" level="h1" title={title} text={t('text')}>
        <Link to="/" className={buttonLink}>
          {t('home')}
        </Link>
      </EmptyState>
    </div>
  );
}
