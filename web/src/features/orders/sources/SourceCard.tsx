import { Mail, ShieldAlert, ShieldCheck } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { cx } from '~/lib/cx';
import { useFormats } from '~/lib/useFormats';
import { Badge } from '~/ui/Badge';
import { Button } from '~/ui/Button';
import { Card } from '~/ui/Card';
import { INK } from '~/ui/tone';
import { When } from '~/ui/When';
import type { Finding, Source } from './api';
import { Findings } from './Findings';
import { LetterDialog } from './LetterDialog';
import { MappingOf } from './MappingOf';
import { countOf, VERDICT_LOOK, VERDICTS } from './verdicts';

const ENGINES = {
  postgresql: 'PostgreSQL',
  mysql: 'MySQL / MariaDB',
  sqlite: 'SQLite',
  sqlserver: 'SQL Server',
} as const;

/** One source: whether it is proven harmless, what was looked at, and how it is mapped beside it. */
export function SourceCard({ of }: { of: Source }) {
  const t = useTranslations('ordersSources');
  const { milliseconds } = useFormats();
  const [writing, setWriting] = useState(false);
  return (
    <Card
      flush
      title={
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
          {of.name}
          <Badge tone={of.harmless ? 'good' : 'bad'} icon={of.harmless ? ShieldCheck : ShieldAlert}>
            {t(of.harmless ? 'harmless' : 'unproven')}
          </Badge>
        </span>
      }
      action={
        <Button icon={Mail} onPress={() => setWriting(true)}>
          {t('letter')}
          <span className="sr-only">, {of.name}</span>
        </Button>
      }
    >
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 pb-3 text-sm text-mute">
        <span>{of.engine === null ? t('noEngine') : ENGINES[of.engine]}</span>
        <span>
          {t('examined')} <When at={of.examined_at} />
          {', '}
          <span className="num">{t('took', { time: milliseconds(of.took_ms) })}</span>
        </span>
        <Counts findings={of.findings} />
      </div>
      <Findings findings={of.findings} source={of.name} />
      <MappingOf source={of.name} />
      {writing && <LetterDialog source={of.name} onClose={() => setWriting(false)} />}
    </Card>
  );
}

function Counts({ findings }: { findings: readonly Finding[] }) {
  const t = useTranslations('ordersSources');
  return (
    <ul className="num flex flex-wrap gap-x-3 text-xs sm:ml-auto">
      {VERDICTS.map((verdict) => {
        const count = countOf(findings, verdict);
        if (count === 0) return null;
        const { tone, icon: Icon } = VERDICT_LOOK[verdict];
        return (
          <li key={verdict} className={cx('flex items-center gap-1 font-medium', INK[tone])}>
            <Icon aria-hidden size={13} strokeWidth={2.2} />
            {t(`counts.${verdict}`, { count })}
          </li>
        );
      })}
    </ul>
  );
}
