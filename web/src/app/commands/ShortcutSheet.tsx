import { Fragment } from 'react';
import { useTranslations } from 'use-intl';
import { usePreferences } from '~/lib/preferences';
import { Dialog } from '~/ui/Dialog';
import { Kbd } from '~/ui/Kbd';
import { Switch } from '~/ui/Switch';
import type { Command } from './registry';

interface Row {
  what: string;
  keys: readonly string[];
  join: string;
}

export default function ShortcutSheet(props: { commands: Command[]; onClose: () => void }) {
  const t = useTranslations('shortcuts');
  const { singleKeys, setSingleKeys } = usePreferences();
  const rows: Row[] = [
    { what: t('palette'), keys: ['Ctrl K', '/'], join: t('or') },
    { what: t('sheet'), keys: ['?'], join: '' },
    ...props.commands.flatMap(({ section, title, keys }) =>
      section === 'pages' && keys
        ? [{ what: t('goTo', { page: title }), keys, join: t('followedBy') }]
        : [],
    ),
  ];
  return (
    <Dialog title={t('title')} isOpen onClose={props.onClose}>
      <div className="overflow-y-auto px-4 py-3">
        <dl className="divide-y divide-line">
          {rows.map((row) => (
            <div key={row.what} className="flex min-h-10 items-center justify-between gap-4">
              <dt>{row.what}</dt>
              <dd className="flex items-center gap-1.5 text-xs text-mute">
                {row.keys.map((key, index) => (
                  <Fragment key={key}>
                    {index > 0 && <span>{row.join}</span>}
                    <Kbd>{key}</Kbd>
                  </Fragment>
                ))}
              </dd>
            </div>
          ))}
        </dl>
        <div className="mt-3 rounded-lg bg-raised px-3 py-2.5">
          <Switch isSelected={singleKeys} onChange={setSingleKeys}>
            {t('singleKeys')}
          </Switch>
          <p className="text-xs text-mute">{t('singleKeysHint')}</p>
        </div>
      </div>
    </Dialog>
  );
}
