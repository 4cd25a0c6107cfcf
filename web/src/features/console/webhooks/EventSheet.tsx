import { useQuery } from '@tanstack/react-query';
import { useLocale, useTranslations } from 'use-intl';
import { CodeBlock } from '~/ui/CodeBlock';
import { QueryView } from '~/ui/QueryView';
import { Sheet } from '~/ui/Sheet';
import { Tabs } from '~/ui/Tabs';
import { eventsQuery } from './api';

const written = (value: unknown) => JSON.stringify(value, null, 2);

/** One event of the catalogue: a message as it is sent, and the schema that it follows. */
export function EventSheet({ name, onClose }: { name: string; onClose: () => void }) {
  const t = useTranslations('consoleWebhooks.events');
  const query = useQuery(eventsQuery(useLocale()));
  const event = query.data?.events.find((each) => each.name === name);
  return (
    <Sheet
      isOpen
      onClose={onClose}
      title={event?.title ?? name}
      subtitle={<code className="font-mono text-xs">{name}</code>}
    >
      <QueryView query={query}>
        {() =>
          event && (
            <Tabs
              label={t('views')}
              items={[
                {
                  id: 'example',
                  title: t('example'),
                  content: <CodeBlock label={t('exampleOf')} text={written(event.example)} />,
                },
                {
                  id: 'schema',
                  title: t('schema'),
                  content: <CodeBlock label={t('schemaOf')} text={written(event.data_schema)} />,
                },
              ]}
            />
          )
        }
      </QueryView>
    </Sheet>
  );
}
