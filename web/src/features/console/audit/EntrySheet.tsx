import { useTranslations } from 'use-intl';
import { Button } from '~/ui/Button';
import { CodeBlock } from '~/ui/CodeBlock';
import { Facts } from '~/ui/Facts';
import { Section } from '~/ui/Section';
import { Sheet } from '~/ui/Sheet';
import { When } from '~/ui/When';
import type { Entry } from './api';
import { type Filter, NO_FILTER } from './filters';
import { OutcomeBadge } from './OutcomeBadge';
import { useActionTitle } from './useActionTitle';
import { Who } from './Who';

interface Props {
  entry: Entry;
  onFilter: Filter;
  onClose: () => void;
}

/** One entry, with the details that are kept apart from the chain. */
export function EntrySheet({ entry, onFilter, onClose }: Props) {
  const t = useTranslations('consoleAudit');
  const title = useActionTitle();
  const { actor, subject, payload } = entry;
  const only = (change: Parameters<Filter>[0]) =>
    onFilter({ ...NO_FILTER, ...change, entry: undefined });
  return (
    <Sheet
      isOpen
      onClose={onClose}
      title={title(entry.action)}
      subtitle={<span className="num font-mono">{`${entry.number} · ${entry.action}`}</span>}
      aside={<OutcomeBadge outcome={entry.outcome} />}
      actions={
        <>
          {actor.key.startsWith('person:') && (
            <Button onPress={() => only({ actor: actor.key })}>{t('same.actor')}</Button>
          )}
          {subject !== null && (
            <Button onPress={() => only({ subject })}>{t('same.subject')}</Button>
          )}
        </>
      }
    >
      <Facts
        facts={[
          [t('table.at'), <When key="at" full at={entry.at} />],
          [t('table.actor'), <Who key="actor" actor={actor} />],
          [t('table.subject'), subject],
          [t('request'), entry.request_id],
        ]}
      />
      <Section title={t('payload')}>
        {payload === null ? (
          <p className="text-sm text-mute">{t('payloadGone')}</p>
        ) : Object.keys(payload).length === 0 ? (
          <p className="text-sm text-mute">{t('payloadNone')}</p>
        ) : (
          <CodeBlock label={t('payload')} text={JSON.stringify(payload, null, 2)} />
        )}
      </Section>
    </Sheet>
  );
}
