import type { LucideIcon } from 'lucide-react';
import type { ReactNode, Ref } from 'react';
import { cx } from '~/lib/cx';
import { SOFT, type Tone } from './tone';

interface Props {
  icon: LucideIcon;
  tone?: Tone;
  title: string;
  text?: string | undefined;
  headingRef?: Ref<HTMLHeadingElement>;
  /** Pages that are nothing but this state make it their first heading. */
  level?: 'h1' | 'h2';
  children?: ReactNode;
}

/** One designed block for: nothing yet, nothing found, something wrong. */
export function EmptyState(props: Props) {
  const { icon: Icon, tone = 'neutral', title, text, headingRef, level: Heading = 'h2' } = props;
  return (
    <div className="flex animate-rise flex-col items-center px-4 py-10 text-center sm:px-8">
      <span className={cx('mb-4 grid size-12 place-items-center rounded-2xl', SOFT[tone])}>
        <Icon aria-hidden size={22} strokeWidth={1.8} />
      </span>
      <Heading ref={headingRef} tabIndex={-1} className="text-lg font-semibold tracking-tight">
        {title}
      </Heading>
      {text && <p className="mt-1 max-w-[52ch] text-pretty text-mute">{text}</p>}
      {props.children && <div className="mt-5 w-full">{props.children}</div>}
    </div>
  );
}
