import { makeApi } from './api';
import { makeChat } from './chat';
import { onPhone } from './dom';
import { dayFormat } from './format';
import { makeLauncher } from './launcher';
import { memory } from './memory';
import { makePanel } from './panel';
import style from './style.css?inline';
import { makeDresser } from './theme';
import type { Configuration, Theme } from './types';
import { words } from './words';

const TAG = 'regie-chat';
const USUAL: Theme = { colour: '#1f4b8f', position: 'right', scheme: 'auto' };

/** What the script's own tag says; the rest comes with the shop's configuration, on opening. */
export interface Tag extends Partial<Theme> {
  base: string;
  key: string;
  lang?: string;
  title?: string;
}

/** Puts the button into the page. Nothing is asked of any server before it is clicked. */
export function mount(tag: Tag, begin = false): void {
  if (document.querySelector(TAG)) return;
  const kept = memory(tag.key);
  const host = document.createElement(TAG);
  const root = host.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style);
  root.adoptedStyleSheets = [sheet];

  let { configuration } = kept.get();
  const wanted = tag.lang ?? configuration?.language ?? document.documentElement.lang;
  const language = /^fr/.test(wanted || navigator.language) ? 'fr' : 'en';
  const t = words(language);
  host.lang = language;
  const dress = makeDresser(host);

  let opened: ReturnType<typeof build> | undefined;
  const launcher = makeLauncher(t, () => open());
  root.append(launcher.button);
  show();
  document.body.append(host);
  if (begin) open();
  else if (kept.get().open && !onPhone()) open(true);

  function show() {
    dress({ ...USUAL, ...tag, ...configuration?.theme });
    const title = configuration?.title ?? tag.title ?? t.title;
    launcher.label.textContent = title;
    if (opened) opened.panel.heading.textContent = title;
  }

  function open(quiet = false) {
    opened ??= build();
    show();
    launcher.button.hidden = true;
    launcher.unread(false);
    kept.set({ open: true });
    opened.panel.show(quiet);
    if (configuration) opened.chat.resume();
    else opened.api.configuration().then(configure, opened.chat.resume);
  }

  /** In another language than it was guessed to be, it is made anew. */
  function configure(found: Configuration) {
    configuration = found;
    kept.set({ configuration });
    if (found.language && found.language !== language && !tag.lang) {
      host.remove();
      mount(tag, true);
    } else {
      show();
      opened?.chat.resume();
    }
  }

  function build() {
    const api = makeApi(tag.base, tag.key, language);
    const panel = makePanel(t, {
      send: (text) => chat.ask(text),
      restart: () => chat.restart(),
      close() {
        launcher.button.hidden = false;
        launcher.button.focus();
        kept.set({ open: false });
      },
    });
    const { dialog } = panel;
    const chat = makeChat({
      api,
      memory: kept,
      panel,
      words: t,
      format: dayFormat(language),
      told: () => launcher.unread(!dialog.open),
    });
    root.prepend(dialog);
    const back = () => {
      if (dialog.open && !document.hidden) chat.resume();
    };
    addEventListener('online', back);
    document.addEventListener('visibilitychange', back);
    return { api, panel, chat };
  }
}
