import { useTranslations } from 'use-intl';
import { CodeBlock } from '~/ui/CodeBlock';
import { Facts } from '~/ui/Facts';
import { Section } from '~/ui/Section';
import { Sheet } from '~/ui/Sheet';
import { When } from '~/ui/When';
import type { Deed } from './api';
import { useDeedWords } from './useDeedWords';

export function DeedSheet({ deed, onClose }: { deed: Deed; onClose: () => void }) {
  const t = useTranslations('staffActivity');
  const words = useDeedWords();
  const { employee, details } = deed;
  const noted = Object.keys(details).length > 0;
  return (
    <Sheet isOpen onClose={onClose} title={words.action(deed)} subtitle={employee?.name}>
      <Section title={t('details.title')}>
        <Facts
          facts={[
            [t('details.actor'), words.who(deed)],
            [t('details.at'), <When key="at" full at={deed.at} />],
            [t('details.place'), employee?.place],
            [t('details.subject'), deed.subject],
            [t('details.number'), deed.number],
          ]}
        />
      </Section>
      <Section title={t('details.fields')}>
        {noted ? (
          <CodeBlock label={t('details.fields')} text={JSON.stringify(details, null, 2)} />
        ) : (
          <p className="text-mute">{t('details.nothing')}</p>
        )}
      </Section>
    </Sheet>
  );
}
