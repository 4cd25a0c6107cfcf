import { useTranslations } from 'use-intl';
import { useFormats } from '~/lib/useFormats';

/** When the data were read: the time alone on the same day, else the day too. */
export function DataAge({ asOf }: { asOf: string }) {
  const t = useTranslations('ordersPage.result');
  const format = useFormats();
  const instant = new Date(asOf);
  const time = format.time(instant);
  return (
    <time dateTime={asOf} className="num whitespace-nowrap">
      {format.isSameDay(instant, new Date())
        ? t('asOfTime', { time })
        : t('asOfDay', { day: format.dayOfInstant(instant), time })}
    </time>
  );
}
