import { Group } from 'react-aria-components/Group';
import { Input } from 'react-aria-components/Input';
import { Label } from 'react-aria-components/Label';
import { NumberField } from 'react-aria-components/NumberField';
import { Slider, SliderThumb, SliderTrack } from 'react-aria-components/Slider';
import { cx } from '~/lib/cx';

interface Props {
  /** What it changes; the slider and the number share it. */
  label: string;
  /** In per cent. */
  value: number;
  onChange: (value: number) => void;
  /** How far the slider goes to both sides; more can be typed. */
  reach: number;
  /** What may be typed. */
  least: number;
  most: number;
  step?: number;
}

const SIGNED = { signDisplay: 'exceptZero', maximumFractionDigits: 1 } as const;

/** A change in per cent around nothing: dragged, or typed where that is too coarse. */
export function PercentLever(props: Props) {
  const { label, value, onChange, reach, least, most, step = 0.5 } = props;
  const at = ((Math.max(-reach, Math.min(reach, value)) + reach) / (2 * reach)) * 100;
  return (
    <div className="flex items-center gap-3">
      <Slider
        aria-label={label}
        value={Math.max(-reach, Math.min(reach, value))}
        onChange={onChange}
        minValue={-reach}
        maxValue={reach}
        step={step}
        formatOptions={SIGNED}
        className="min-w-0 flex-1"
      >
        <SliderTrack className="relative h-8 w-full cursor-pointer max-sm:h-11">
          <span
            aria-hidden
            className="absolute inset-x-0 top-1/2 h-1 -translate-y-1/2 rounded-full bg-line"
          />
          <span
            aria-hidden
            className="keep-colour absolute top-1/2 h-1 -translate-y-1/2 rounded-full bg-accent"
            style={{ left: `${Math.min(at, 50)}%`, width: `${Math.abs(at - 50)}%` }}
          />
          <span
            aria-hidden
            className="absolute top-1/2 left-1/2 h-3 w-px -translate-y-1/2 bg-edge"
          />
          <SliderThumb
            className={cx(
              'top-1/2 size-4.5 rounded-full border-2 border-accent bg-surface shadow-card',
              'data-dragging:bg-accent data-focus-visible:outline-2',
              'data-focus-visible:outline-offset-2 data-focus-visible:outline-accent max-sm:size-6',
            )}
          />
        </SliderTrack>
      </Slider>
      <NumberField
        value={value}
        onChange={(typed) => onChange(Number.isNaN(typed) ? 0 : typed)}
        minValue={least}
        maxValue={most}
        step={0.1}
        formatOptions={SIGNED}
        className="shrink-0"
      >
        <Label className="sr-only">{label}</Label>
        <Group className="flex items-center rounded-lg border border-edge bg-surface pr-2 hover:border-mute focus-within:border-accent">
          <Input className="num h-8 w-16 bg-transparent pr-1 pl-2 text-right text-sm outline-none max-sm:h-11 max-sm:text-[1rem]" />
          <span aria-hidden className="text-sm text-mute">
            %
          </span>
        </Group>
      </NumberField>
    </div>
  );
}
