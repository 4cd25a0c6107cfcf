import { Pencil, Plus, Trash2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Button } from '~/ui/Button';
import { Card } from '~/ui/Card';
import { ConfirmDialog } from '~/ui/ConfirmDialog';
import { useAction } from '~/ui/useAction';
import { SALARIES_KEY } from '../salaries/api';
import type { Pay } from './api';

type Word = 'title' | 'empty' | 'add' | 'edit' | 'remove' | 'removed' | 'sure' | 'sureText';

interface Props<Entry> {
  /** `edit`, `remove`, `removed` and `sure` name the entry. */
  words: (word: Word, values?: { name: string }) => string;
  entries: readonly Entry[];
  manages: boolean;
  name: (entry: Entry) => string;
  remove: (entry: Entry) => Promise<Pay>;
  /** Without an entry: of a new one. */
  form: (entry: Entry | undefined, close: () => void) => ReactNode;
  children: (entry: Entry) => ReactNode;
}

/** A short list of which every line can be changed and taken out, by who may. */
export function Editable<Entry extends { id: number }>(props: Props<Entry>) {
  const { words, entries, manages, name, form, children } = props;
  const [edited, edit] = useState<Entry | 'new'>();
  const close = () => edit(undefined);
  return (
    <Card
      title={words('title')}
      flush
      action={
        manages && (
          <Button icon={Plus} onPress={() => edit('new')}>
            {words('add')}
          </Button>
        )
      }
    >
      {entries.length === 0 ? (
        <p className="px-4 pb-4 text-sm text-mute">{words('empty')}</p>
      ) : (
        <ul>
          {entries.map((entry) => (
            <li
              key={entry.id}
              className="flex min-h-12 items-center gap-3 border-t border-line px-4 py-2"
            >
              {children(entry)}
              {manages && (
                <span className="-mr-2 flex">
                  <Button
                    kind="quiet"
                    icon={Pencil}
                    aria-label={words('edit', { name: name(entry) })}
                    onPress={() => edit(entry)}
                  />
                  <Remove {...props} entry={entry} />
                </span>
              )}
            </li>
          ))}
        </ul>
      )}
      {edited !== undefined && form(edited === 'new' ? undefined : edited, close)}
    </Card>
  );
}

function Remove<Entry extends { id: number }>(props: Props<Entry> & { entry: Entry }) {
  const { words, name, entry } = props;
  const [asking, setAsking] = useState(false);
  const remove = useAction({
    run: () => props.remove(entry),
    done: () => words('removed', { name: name(entry) }),
    refresh: [SALARIES_KEY],
    onDone: () => setAsking(false),
  });
  return (
    <>
      <Button
        kind="quiet"
        icon={Trash2}
        aria-label={words('remove', { name: name(entry) })}
        onPress={() => setAsking(true)}
      />
      <ConfirmDialog
        isOpen={asking}
        danger
        title={words('sure', { name: name(entry) })}
        action={words('remove', { name: name(entry) })}
        pending={remove.isPending}
        onConfirm={() => remove.mutate(undefined)}
        onClose={() => setAsking(false)}
      >
        {words('sureText')}
      </ConfirmDialog>
    </>
  );
}
