import { MessageCircle, SendHorizontal } from 'lucide-react';
import { useLocale, useTranslations } from 'use-intl';
import { cx } from '~/lib/cx';
import type { Widget } from './api';
import { HOUSE_COLOUR, isColour } from './draft';
import { inkOn } from './ink';
import { SPEECH } from './speech';

type Look = Pick<Widget, 'title' | 'colour' | 'language' | 'position' | 'scheme'>;

/** The paper of the widget: it has its own light and dark, whatever this page's are. */
const PAPER = {
  light: { page: '#eef0f4', panel: '#ffffff', said: '#f1f3f6', ink: '#12161f', line: '#d9dde5' },
  dark: { page: '#07090d', panel: '#161b24', said: '#232a36', ink: '#eceff5', line: '#303849' },
} as const;

/** A page of a shop with the panel open: a picture, nothing in it can be pressed. */
export function Preview({ of }: { of: Look }) {
  const t = useTranslations('ordersWidgets');
  const page = useLocale();
  const speech = SPEECH[of.language ?? page];
  const colour = isColour(of.colour) ? of.colour : HOUSE_COLOUR;
  const brand = { backgroundColor: colour, color: inkOn(colour) };
  const paper = PAPER[of.scheme === 'dark' ? 'dark' : 'light'];
  const side = of.position === 'left' ? 'items-start' : 'items-end';
  return (
    <div
      role="img"
      aria-label={t('previewLabel')}
      className={cx('keep-colour flex flex-col gap-2.5 rounded-xl border border-line p-4', side)}
      style={{ backgroundColor: paper.page, color: paper.ink }}
    >
      <div
        className="flex w-full max-w-72 flex-col overflow-hidden rounded-2xl border text-sm shadow-pop"
        style={{ backgroundColor: paper.panel, borderColor: paper.line }}
      >
        <p className="truncate px-4 py-3 font-semibold" style={brand}>
          {of.title || speech.title}
        </p>
        <div className="flex flex-col gap-2 p-3">
          <p
            className="max-w-[85%] self-start rounded-2xl rounded-bl-sm px-3 py-2"
            style={{ backgroundColor: paper.said }}
          >
            {speech.hello}
          </p>
          <p className="max-w-[85%] self-end rounded-2xl rounded-br-sm px-3 py-2" style={brand}>
            {speech.question}
          </p>
        </div>
        <p
          className="flex items-center justify-between border-t px-3 py-2.5"
          style={{ borderColor: paper.line }}
        >
          <span className="opacity-70">{speech.write}</span>
          <SendHorizontal aria-hidden size={16} />
        </p>
      </div>
      <span className="grid size-12 place-items-center rounded-full shadow-pop" style={brand}>
        <MessageCircle aria-hidden size={22} />
      </span>
    </div>
  );
}
