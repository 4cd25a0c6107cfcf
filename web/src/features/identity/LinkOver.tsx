import { Link } from '@tanstack/react-router';
import { Unlink } from 'lucide-react';
import { useTranslations } from 'use-intl';
import type { Failure } from '~/api/failure';
import { buttonLink } from '~/ui/buttonLink';
import { Outcome } from './Outcome';

/** Whether a link opens nothing any more: used, replaced, too old. */
export function isOver(failure: Failure | undefined): boolean {
  return failure?.facts.code === 'identity.link_over';
}

/** The link that led here opens nothing (any more), or was lost with a reload. */
export function LinkOver({ kind }: { kind: 'reset' | 'invitation' | 'firstRun' }) {
  const t = useTranslations('identity.over');
  return (
    <Outcome
      icon={Unlink}
      tone="warn"
      title={t('title')}
      {...(kind === 'reset' && {
        action: (
          <Link to="/forgotten" className={buttonLink}>
            {t('again')}
          </Link>
        ),
      })}
    >
      {t(kind)}
    </Outcome>
  );
}
