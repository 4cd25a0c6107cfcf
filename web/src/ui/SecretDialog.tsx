import { KeyRound } from 'lucide-react';
import { Button } from './Button';
import { CodeBlock } from './CodeBlock';
import { Dialog } from './Dialog';
import { Notice } from './Notice';

interface Props {
  /** Null: it was shown before. */
  secret: string | null;
  words: {
    title: string;
    /** Why it has to be copied now. */
    text: string;
    /** What it is. */
    name: string;
    /** In its place when it was shown before. */
    none: string;
    done: string;
  };
  onClose: () => void;
}

/** The one time that a secret is shown. It closes only by its button, not by a slip beside it. */
export function SecretDialog({ secret, words, onClose }: Props) {
  return (
    <Dialog title={words.title} role="alertdialog" stays isOpen onClose={onClose}>
      <div className="flex flex-col gap-3 px-4 py-4">
        {secret === null ? (
          <p>{words.none}</p>
        ) : (
          <>
            <Notice icon={KeyRound} tone="warn">
              {words.text}
            </Notice>
            <CodeBlock label={words.name} text={secret} />
          </>
        )}
      </div>
      <div className="flex justify-end border-t border-line bg-raised px-4 py-3">
        <Button kind="primary" onPress={onClose}>
          {words.done}
        </Button>
      </div>
    </Dialog>
  );
}
