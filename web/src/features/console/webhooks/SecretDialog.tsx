import { useTranslations } from 'use-intl';
import { SecretDialog as Shown } from '~/ui/SecretDialog';

/** The signing secret of an endpoint. */
export function SecretDialog({ secret, onClose }: { secret: string | null; onClose: () => void }) {
  const t = useTranslations('consoleWebhooks.secret');
  const words = {
    title: t('title'),
    text: t('text'),
    name: t('name'),
    none: t('none'),
    done: t('done'),
  };
  return <Shown secret={secret} words={words} onClose={onClose} />;
}
