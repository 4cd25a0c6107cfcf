import { useQuery } from '@tanstack/react-query';
import { RotateCw, TriangleAlert } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { Button } from '~/ui/Button';
import { CodeBlock } from '~/ui/CodeBlock';
import { Facts } from '~/ui/Facts';
import { Notice } from '~/ui/Notice';
import { QueryView } from '~/ui/QueryView';
import { Section } from '~/ui/Section';
import { Sheet } from '~/ui/Sheet';
import { Tabs } from '~/ui/Tabs';
import { useAction } from '~/ui/useAction';
import { When } from '~/ui/When';
import { htmlAddress, MAIL_KEY, type MailInFull, mailQuery, repeat } from './api';
import { Decision } from './Decision';
import { MailBadge } from './MailBadge';

const POLL_MS = 2000;

interface Props {
  id: number;
  manages: boolean;
  onClose: () => void;
}

/** One mail: what it says, and what became of it. */
export function MailSheet({ id, manages, onClose }: Props) {
  const t = useTranslations('consoleMail');
  const query = useQuery({
    ...mailQuery(id),
    refetchInterval: ({ state: { data } }) =>
      data?.mail.state === 'queued' || data?.mail.state === 'sending' ? POLL_MS : false,
  });
  const mail = query.data?.mail;
  return (
    <Sheet
      isOpen
      onClose={onClose}
      title={mail?.subject ?? t('table.title')}
      subtitle={mail && t('table.to', { recipient: mail.to })}
      aside={mail && <MailBadge state={mail.state} />}
      actions={
        manages && mail?.state === 'failed' && query.data?.text != null && <Repeat id={id} />
      }
    >
      <QueryView query={query}>{(found) => <Opened found={found} manages={manages} />}</QueryView>
    </Sheet>
  );
}

function Repeat({ id }: { id: number }) {
  const t = useTranslations('consoleMail.repeat');
  const again = useAction({ run: () => repeat(id), done: () => t('done'), refresh: [MAIL_KEY] });
  return (
    <Button icon={RotateCw} isPending={again.isPending} onPress={() => again.mutate(undefined)}>
      {t('action')}
    </Button>
  );
}

function Opened({ found, manages }: { found: MailInFull; manages: boolean }) {
  const t = useTranslations('consoleMail.details');
  const { mail, text } = found;
  return (
    <>
      {manages && mail.state === 'unknown' && <Decision id={mail.id} />}
      {mail.state === 'failed' && (
        <Notice icon={TriangleAlert} tone="bad" title={t('failedTitle')} className="mb-5">
          <p className="font-mono text-xs break-words">{mail.reason}</p>
        </Notice>
      )}
      {text === null ? (
        <p className="text-sm text-mute">{t('hidden')}</p>
      ) : (
        <Views found={found} text={text} />
      )}
      <Section title={t('became')}>
        <Facts
          facts={[
            [t('created'), <When key="created" full at={mail.created_at} />],
            [t('ended'), mail.ended_at && <When key="ended" full at={mail.ended_at} />],
            [t('attempts'), mail.attempts > 0 && mail.attempts],
            [t('reason'), mail.state !== 'failed' && mail.reason],
          ]}
        />
      </Section>
    </>
  );
}

function Views({ found, text }: { found: MailInFull; text: string }) {
  const t = useTranslations('consoleMail.details');
  return (
    <Tabs
      label={t('views')}
      items={[
        {
          id: 'html',
          title: t('html'),
          content: (
            <iframe
              title={t('frame')}
              src={htmlAddress(found.mail.id)}
              // It runs nothing; its links open beside the console, as a reader's would.
              sandbox="allow-popups allow-popups-to-escape-sandbox"
              className="h-[52vh] min-h-80 w-full rounded-lg border border-line bg-white"
            />
          ),
        },
        {
          id: 'text',
          title: t('text'),
          content: <CodeBlock label={t('text')} text={text} />,
        },
        {
          id: 'headers',
          title: t('facts'),
          content: (
            <CodeBlock
              label={t('facts')}
              text={found.headers.map(({ name, value }) => `${name}: ${value}`).join('\n')}
            />
          ),
        },
      ]}
    />
  );
}
