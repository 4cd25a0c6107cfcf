import { Search } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Autocomplete } from 'react-aria-components/Autocomplete';
import { Collection } from 'react-aria-components/Collection';
import { Header } from 'react-aria-components/Header';
import { Input } from 'react-aria-components/Input';
import { Menu, MenuItem, MenuSection } from 'react-aria-components/Menu';
import { TextField } from 'react-aria-components/TextField';
import { useTranslations } from 'use-intl';
import { announce } from '~/lib/announce';
import { cx } from '~/lib/cx';
import { Dialog } from '~/ui/Dialog';
import { Kbd } from '~/ui/Kbd';
import { type Command, type Section, searchCommands } from './registry';

interface Props {
  commands: readonly Command[];
  suggest: (query: string) => Command[];
  onClose: () => void;
}

const SECTIONS: readonly Section[] = ['suggestions', 'pages', 'preferences', 'help'];

export default function Palette({ commands, suggest, onClose }: Props) {
  const t = useTranslations('commands');
  const [query, setQuery] = useState('');
  const found = [...suggest(query), ...searchCommands(commands, query)];
  const sections = SECTIONS.map((id) => ({
    id,
    items: found.filter((command) => command.section === id),
  })).filter(({ items }) => items.length > 0);

  const count = found.length;
  useEffect(() => {
    if (query !== '') announce(t('found', { count }));
  }, [query, count, t]);

  const run = (id: React.Key) => {
    onClose();
    found.find((command) => command.id === id)?.run();
  };
  return (
    <Dialog bare title={t('title')} isOpen onClose={onClose}>
      <Autocomplete inputValue={query} onInputChange={setQuery}>
        <TextField aria-label={t('title')} autoFocus className="relative border-b border-line">
          <Search aria-hidden size={17} className="absolute top-4 left-4 text-mute" />
          <Input
            placeholder={t('placeholder')}
            autoComplete="off"
            spellCheck={false}
            className="h-12 w-full bg-transparent pr-4 pl-11 text-[1rem] outline-none placeholder:text-mute"
          />
        </TextField>
        <Menu
          aria-label={t('results')}
          items={sections}
          onAction={run}
          className="min-h-0 flex-1 overflow-y-auto p-2 outline-none"
          renderEmptyState={() => <NoResult query={query} />}
        >
          {(section) => (
            <MenuSection id={section.id} className="mb-1">
              <Header className="px-2.5 pt-2 pb-1 text-xs font-medium text-mute">
                {t(`sections.${section.id}`)}
              </Header>
              <Collection items={section.items}>
                {(command) => <PaletteItem command={command} />}
              </Collection>
            </MenuSection>
          )}
        </Menu>
      </Autocomplete>
      <Legend />
    </Dialog>
  );
}

function PaletteItem({ command }: { command: Command }) {
  return (
    <MenuItem
      id={command.id}
      textValue={command.title}
      className={cx(
        'flex h-9 cursor-default items-center gap-3 rounded-lg px-2.5 outline-none max-sm:h-11',
        'data-focused:bg-accent-soft data-focused:text-accent',
        'forced-colors:data-focused:outline-2',
      )}
    >
      <command.icon aria-hidden size={16} strokeWidth={1.8} className="shrink-0" />
      <span className="min-w-0 flex-1 truncate">{command.title}</span>
      {command.keys && (
        <span aria-hidden className="flex gap-1 max-sm:hidden">
          {command.keys.map((key) => (
            <Kbd key={key}>{key}</Kbd>
          ))}
        </span>
      )}
    </MenuItem>
  );
}

function NoResult({ query }: { query: string }) {
  const t = useTranslations('commands');
  return (
    <div className="px-4 py-8 text-center">
      <p className="font-medium break-words">{t('none', { query })}</p>
      <p className="mt-1 text-sm text-mute">{t('noneHint')}</p>
    </div>
  );
}

function Legend() {
  const t = useTranslations('commands.keys');
  const keys = [
    ['↑↓', t('choose')],
    ['↵', t('open')],
    ['Esc', t('close')],
  ] as const;
  return (
    <div
      aria-hidden
      className="flex gap-4 border-t border-line bg-raised px-4 py-2 text-xs text-mute max-sm:hidden"
    >
      {keys.map(([key, label]) => (
        <span key={key} className="flex items-center gap-1.5">
          <Kbd>{key}</Kbd> {label}
        </span>
      ))}
    </div>
  );
}
