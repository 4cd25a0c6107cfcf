import { Pencil, Power, PowerOff } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '~/ui/Button';
import { CodeBlock } from '~/ui/CodeBlock';
import { ConfirmDialog } from '~/ui/ConfirmDialog';
import { Facts } from '~/ui/Facts';
import { Section } from '~/ui/Section';
import { Sheet } from '~/ui/Sheet';
import { useAction } from '~/ui/useAction';
import { When } from '~/ui/When';
import { replaceWidget, WIDGETS_KEY, type Widget } from './api';
import { draftOf, snippetOf } from './draft';
import { Preview } from './Preview';
import { StateBadge } from './useWidgetColumns';

interface Props {
  of: Widget;
  onChange: () => void;
  onClose: () => void;
}

/** One key: what the shop puts into its pages, how it looks there, and where it is valid. */
export function WidgetSheet({ of, onChange, onClose }: Props) {
  const t = useTranslations('ordersWidgets');
  return (
    <Sheet
      isOpen
      onClose={onClose}
      title={of.name}
      aside={<StateBadge active={of.active} />}
      actions={
        <>
          <Button icon={Pencil} onPress={onChange}>
            {t('change')}
          </Button>
          <Switching of={of} />
        </>
      }
    >
      <Section title={t('snippet')}>
        <CodeBlock label={t('snippet')} text={snippetOf(of.key, document.baseURI)} />
        <p className="mt-2 text-sm text-pretty text-mute">{t('snippetHint')}</p>
      </Section>
      <Section title={t('preview')}>
        <Preview of={of} />
      </Section>
      <Section title={t('facts')}>
        <Facts
          facts={[
            [
              t('origins'),
              <ul key="origins">
                {of.origins.map((origin) => (
                  <li key={origin} className="break-all">
                    {origin}
                  </li>
                ))}
              </ul>,
            ],
            [t('language'), t(`languages.${of.language ?? 'page'}`)],
            [t('position'), t(`positions.${of.position}`)],
            [t('scheme'), t(`schemes.${of.scheme}`)],
            [t('sources'), of.sources?.join(', ') ?? t('all')],
            [t('created'), <When key="created" full at={of.created_at} />],
          ]}
        />
      </Section>
    </Sheet>
  );
}

/** A shop's page loses its widget at once: that is asked first. The way back is not. */
function Switching({ of }: { of: Widget }) {
  const t = useTranslations('ordersWidgets');
  const [asking, setAsking] = useState(false);
  const set = useAction({
    run: (active: boolean) => replaceWidget(of, { ...draftOf(of), active }),
    done: ({ active }) => t(active ? 'wasActivated' : 'wasDeactivated'),
    refresh: [WIDGETS_KEY],
    onDone: () => setAsking(false),
  });
  if (!of.active) {
    return (
      <Button icon={Power} isPending={set.isPending} onPress={() => set.mutate(true)}>
        {t('activate')}
      </Button>
    );
  }
  return (
    <>
      <Button icon={PowerOff} onPress={() => setAsking(true)}>
        {t('deactivate')}
      </Button>
      <ConfirmDialog
        danger
        isOpen={asking}
        title={t('deactivateTitle', { name: of.name })}
        action={t('deactivate')}
        pending={set.isPending}
        onConfirm={() => set.mutate(false)}
        onClose={() => setAsking(false)}
      >
        {t('deactivateText')}
      </ConfirmDialog>
    </>
  );
}
