import { useTranslations } from 'use-intl';
import { useAmounts } from '~/lib/useAmounts';
import { Dialog } from '~/ui/Dialog';
import type { Changes } from './api';

/** What would be different, were the run computed now. */
export function ChangesDialog({ changes, onClose }: { changes: Changes; onClose: () => void }) {
  const t = useTranslations('staffPay.run');
  const { euros, signedWholeEuros } = useAmounts();
  const left = changes.count - changes.changes.length;
  return (
    <Dialog title={t('changedTitle')} isOpen onClose={onClose}>
      <div className="overflow-y-auto px-4 py-4">
        {changes.count === 0 ? (
          <p>{t('unchanged')}</p>
        ) : (
          <>
            <p className="mb-4 text-pretty">
              {t('changedText', { count: changes.count, net: signedWholeEuros(changes.net_cents) })}
            </p>
            <table className="w-full table-fixed text-sm">
              <thead>
                <tr className="text-left text-xs text-mute">
                  <th scope="col" className="w-1/2 pb-1.5 font-medium">
                    {t('employee')}
                  </th>
                  <th scope="col" className="pb-1.5 text-right font-medium">
                    {t('before')}
                  </th>
                  <th scope="col" className="pb-1.5 text-right font-medium">
                    {t('after')}
                  </th>
                </tr>
              </thead>
              <tbody>
                {changes.changes.map(({ employee, before_cents, after_cents }) => (
                  <tr key={employee.id} className="border-t border-line">
                    <th scope="row" className="truncate py-1.5 pr-3 text-left font-normal">
                      {employee.name}
                    </th>
                    {[before_cents, after_cents].map((cents, index) => (
                      <td
                        // biome-ignore lint/suspicious/noArrayIndexKey: before, then after
                        key={index}
                        className="num py-1.5 text-right"
                      >
                        {cents === null ? t('none') : euros(cents)}
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
            {left > 0 && <p className="mt-3 text-mute">{t('changedMore', { count: left })}</p>}
          </>
        )}
      </div>
    </Dialog>
  );
}
