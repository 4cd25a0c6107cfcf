import { useQuery } from '@tanstack/react-query';
import { Mail } from 'lucide-react';
import { useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { LANGUAGES, type Language } from '~/lib/language';
import { plainButtonLink } from '~/ui/buttonLink';
import { Choice } from '~/ui/Choice';
import { CodeBlock } from '~/ui/CodeBlock';
import { Dialog } from '~/ui/Dialog';
import { QueryView } from '~/ui/QueryView';
import { letterQuery } from './api';
import { mailOf } from './verdicts';

/** What the team that owns the database is asked for: account, rights, index, network, encryption. */
export function LetterDialog({ source, onClose }: { source: string; onClose: () => void }) {
  const t = useTranslations('ordersSources');
  const [language, setLanguage] = useState<Language>(useLocale());
  const query = useQuery(letterQuery(source, language));
  return (
    <Dialog isOpen title={t('letterTitle', { source })} onClose={onClose}>
      <div className="flex min-h-0 flex-col gap-3 overflow-y-auto px-4 py-4">
        <div className="flex flex-wrap items-center justify-between gap-2">
          <Choice
            label={t('letterLanguage')}
            value={language}
            onChange={setLanguage}
            items={LANGUAGES.map((value) => ({ value, label: t(`languages.${value}`) }))}
          />
          {query.data && (
            <a href={mailOf(query.data.text)} className={plainButtonLink}>
              <Mail aria-hidden size={16} strokeWidth={1.9} />
              {t('mail')}
            </a>
          )}
        </div>
        <QueryView query={query}>
          {({ text }) => <CodeBlock label={t('letterText')} text={text} />}
        </QueryView>
      </div>
    </Dialog>
  );
}
