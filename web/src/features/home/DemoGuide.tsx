import { Link } from '@tanstack/react-router';
import { ArrowRight } from 'lucide-react';
import { useTranslations } from 'use-intl';
import type { DemoHint } from '~/api/about';
import { cx } from '~/lib/cx';
import { Card } from '~/ui/Card';

/** What the installation itself proposes to try; the values go into the forms by hand or by link. */
export function DemoGuide({ hints }: { hints: readonly DemoHint[] }) {
  const t = useTranslations('homePage.demo');
  return (
    <Card title={t('title')} action={<p className="text-xs text-mute">{t('text')}</p>} flush>
      <ol className="divide-y divide-line border-t border-line">
        {hints.map((hint, index) => (
          <li key={`${hint.app} ${hint.title}`}>
            <Hint hint={hint} position={hints.length > 1 ? index + 1 : null} />
          </li>
        ))}
      </ol>
    </Card>
  );
}

function Hint({ hint, position }: { hint: DemoHint; position: number | null }) {
  const { number } = hint.example;
  const body = (
    <>
      {position !== null && (
        <span
          aria-hidden
          className={cx(
            'num mt-0.5 grid size-6 shrink-0 place-items-center rounded-full bg-raised',
            'text-xs font-medium text-mute',
          )}
        >
          {position}
        </span>
      )}
      <span className="min-w-0 flex-1">
        <span className="block font-medium">{hint.title}</span>
        <span className="block text-sm text-pretty text-mute">{hint.text}</span>
        <Values example={hint.example} />
      </span>
    </>
  );
  const look = 'flex items-start gap-3 px-4 py-3';
  const open = cx(look, 'group transition-colors hover:bg-raised focus-visible:-outline-offset-2');
  if (hint.page) {
    return (
      <a href={hint.page.slice(1)} className={open}>
        {body}
        <Onward />
      </a>
    );
  }
  if (hint.app !== 'orders' || !number) return <div className={look}>{body}</div>;
  return (
    <Link to="/orders" search={{ number }} className={open}>
      {body}
      <Onward />
    </Link>
  );
}

const Onward = () => (
  <ArrowRight
    aria-hidden
    size={15}
    className="mt-1 shrink-0 text-accent transition-transform group-hover:translate-x-0.5"
  />
);

function Values({ example }: { example: DemoHint['example'] }) {
  if (Object.keys(example).length === 0) return null;
  return (
    <span className="mt-1.5 flex flex-wrap gap-1.5 text-xs">
      {Object.entries(example).map(([field, value]) => (
        <span key={field} className="rounded-md border border-line bg-bg px-1.5 py-0.5">
          {value}
        </span>
      ))}
    </span>
  );
}
