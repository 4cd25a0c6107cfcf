import { cx } from '~/lib/cx';
import { useFormats, useQuantities } from '~/lib/useFormats';
import { useNow } from '~/lib/useNow';

interface Props {
  /** ISO, as the API writes it. */
  at: string;
  /** With the exact moment beside it, where there is room. */
  full?: boolean;
  className?: string;
}

/** How long ago or how soon; the exact moment on hover, or beside it. */
export function When({ at, full, className }: Props) {
  const { moment } = useFormats();
  const { relative } = useQuantities();
  const instant = new Date(at);
  const exact = moment(instant);
  const near = relative(instant, useNow());
  if (!full) {
    return (
      <time dateTime={at} title={exact} className={cx('num whitespace-nowrap', className)}>
        {near}
      </time>
    );
  }
  return (
    <time dateTime={at} className={cx('num', className)}>
      {exact} <span className="font-normal whitespace-nowrap text-mute">({near})</span>
    </time>
  );
}
