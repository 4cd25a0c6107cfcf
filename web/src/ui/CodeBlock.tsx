import { cx } from '~/lib/cx';
import { CopyButton } from './CopyButton';

interface Props {
  /** What the text is: the region's name, and what the button says it copies. */
  label: string;
  text: string;
  className?: string;
}

/** Text as a machine wrote it, whole lines wrapped, at most half a window high. */
export function CodeBlock({ label, text, className }: Props) {
  return (
    <div className={cx('relative rounded-lg border border-line bg-raised', className)}>
      <section
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys
        tabIndex={0}
        aria-label={label}
        className="max-h-[50vh] overflow-y-auto rounded-lg py-2.5 pr-11 pl-3"
      >
        <pre className="font-mono text-xs break-words whitespace-pre-wrap">{text}</pre>
      </section>
      <div className="absolute top-1 right-1">
        <CopyButton text={text} what={label} />
      </div>
    </div>
  );
}
