import { useTranslations } from 'use-intl';
import { type Me, useMe } from '~/api/me';
import { LANGUAGES, type Language } from '~/lib/language';
import { usePreferences } from '~/lib/preferences';
import { THEMES } from '~/lib/theme';
import { Badge } from '~/ui/Badge';
import { Card } from '~/ui/Card';
import { Choice } from '~/ui/Choice';
import { PageHeader } from '~/ui/PageHeader';
import { Skeleton } from '~/ui/Skeleton';
import { NameForm } from './NameForm';

/** Their own names: whoever looks for theirs reads no other. */
const LANGUAGE_NAMES: Record<Language, string> = { fr: 'Français', en: 'English' };

export function ProfilePage() {
  const t = useTranslations('profile');
  const me = useMe();
  return (
    <>
      <PageHeader title={t('title')} description={t('description')} />
      {me ? (
        <div className="grid items-start gap-4 lg:grid-cols-2">
          <Identity me={me} />
          <Display />
        </div>
      ) : (
        <Skeleton className="h-72 w-full rounded-xl" />
      )}
    </>
  );
}

function Identity({ me }: { me: Me }) {
  const t = useTranslations('profile.identity');
  return (
    <Card title={t('title')}>
      <NameForm name={me.person.name} />
      <dl className="mt-5 flex flex-col gap-3.5 border-t border-line pt-4">
        <div>
          <dt className="text-xs text-mute">{t('email')}</dt>
          <dd className="mt-0.5 font-medium break-words">{me.person.email}</dd>
          <dd className="mt-0.5 text-xs text-mute">{t('emailHint')}</dd>
        </div>
        <div>
          <dt className="text-xs text-mute">{t('roles')}</dt>
          <dd className="mt-1.5 flex flex-wrap gap-1.5">
            {me.roles.length === 0 && t('noRole')}
            {me.roles.map(({ role, title, place }) => (
              <Badge key={`${role} ${place?.id ?? ''}`} tone="accent">
                {place === null ? title : `${title} · ${place.name}`}
              </Badge>
            ))}
          </dd>
        </div>
      </dl>
    </Card>
  );
}

/** What the controls of the top bar change too: both hold here at once, and on the account. */
function Display() {
  const t = useTranslations();
  const { language, setLanguage, theme, setTheme } = usePreferences();
  return (
    <Card title={t('profile.display.title')}>
      <div className="flex flex-col gap-4">
        <Setting title={t('profile.display.language')}>
          <Choice
            label={t('profile.display.language')}
            value={language}
            onChange={setLanguage}
            items={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
          />
        </Setting>
        <Setting title={t('profile.display.theme')}>
          <Choice
            label={t('profile.display.theme')}
            value={theme}
            onChange={setTheme}
            items={THEMES.map((value) => ({ value, label: t(`themes.${value}`) }))}
          />
        </Setting>
        <p className="text-xs text-mute">{t('profile.display.hint')}</p>
      </div>
    </Card>
  );
}

function Setting({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1.5">
      <span aria-hidden className="text-sm font-medium">
        {title}
      </span>
      {children}
    </div>
  );
}
