import { useTranslations } from 'use-intl';
import { ShareBar } from '~/ui/ShareBar';
import type { Tone } from '~/ui/tone';
import { INK, SOLID } from '~/ui/tone';
import type { Import } from './source';

const FATES = ['new', 'identical', 'changed', 'rejected'] as const;
type Fate = (typeof FATES)[number];

const TONES: Record<Fate, Tone> = {
  new: 'good',
  identical: 'neutral',
  changed: 'accent',
  rejected: 'bad',
};

type Counts = Pick<Import, Fate>;

function countsOf(counts: Counts): Record<Fate, number> {
  return {
    new: counts.new ?? 0,
    identical: counts.identical ?? 0,
    changed: counts.changed ?? 0,
    rejected: counts.rejected ?? 0,
  };
}

/** What became of every row of a file, with what each word means. */
export function Outcome({ of }: { of: Counts }) {
  const t = useTranslations('imports.outcome');
  const counts = countsOf(of);
  return (
    <>
      <ShareBar
        label={t('label', counts)}
        parts={FATES.map((name) => ({ name, amount: counts[name], fill: SOLID[TONES[name]] }))}
      />
      <dl className="mt-3 grid grid-cols-2 gap-x-6 gap-y-4">
        {FATES.map((fate) => (
          <div key={fate}>
            <dt className="flex items-center gap-2 text-xs text-mute">
              <span
                aria-hidden
                className={`keep-colour size-2 rounded-full ${SOLID[TONES[fate]]}`}
              />
              {t(fate)}
            </dt>
            <dd>
              <span className="num block text-xl font-semibold tracking-tight">
                {t('count', { count: counts[fate] })}
              </span>
              <span className="block text-xs text-pretty text-mute">{t(`${fate}Text`)}</span>
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}

/** The same in a row of a list: what there is none of is left out. */
export function ShortOutcome({ of }: { of: Counts }) {
  const t = useTranslations('imports.outcome');
  const counts = countsOf(of);
  const some = FATES.filter((fate) => counts[fate] > 0);
  if (some.length === 0) return <span className="text-mute">{t('nothing')}</span>;
  return (
    <span className="num flex flex-wrap gap-x-3 text-sm max-lg:justify-end">
      {some.map((fate) => (
        <span key={fate} className={INK[TONES[fate]]}>
          {t(`short.${fate}`, { count: counts[fate] })}
        </span>
      ))}
    </span>
  );
}
