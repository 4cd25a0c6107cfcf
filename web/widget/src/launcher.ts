import { el, icon, unseen } from './dom';
import type { Words } from './words';

const BUBBLE = 'M5 5h14a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2h-7l-5 4v-4H5a2 2 0 0 1-2-2V7a2 2 0 0 1 2-2z';

/** The button in the corner: all there is until somebody clicks it. */
export function makeLauncher(t: Words, click: () => void) {
  const label = el('span');
  const note = unseen();
  const button = el(
    'button',
    { type: 'button', class: 'launcher', 'aria-haspopup': 'dialog', click },
    icon(BUBBLE),
    label,
    note,
  );
  return {
    button,
    label,
    unread(on: boolean) {
      button.classList.toggle('unread', on);
      note.textContent = on ? t.unread : '';
    },
  };
}
