import { useState } from 'react';

/** By conversation, as long as the page lives: who serves two customers goes back and forth. */
const drafts = new Map<string, string>();

/** What is being written to somebody, and is there again after a look elsewhere. */
export function useDraft(id: string): [string, (text: string) => void] {
  const [text, setText] = useState(() => drafts.get(id) ?? '');
  const write = (written: string) => {
    setText(written);
    if (written === '') drafts.delete(id);
    else drafts.set(id, written);
  };
  return [text, write];
}
