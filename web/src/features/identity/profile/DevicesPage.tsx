import { useQuery } from '@tanstack/react-query';
import { LogOut } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Badge } from '~/ui/Badge';
import { Button } from '~/ui/Button';
import { ConfirmDialog } from '~/ui/ConfirmDialog';
import { type Column, DataTable } from '~/ui/DataTable';
import { PageHeader } from '~/ui/PageHeader';
import { QueryView } from '~/ui/QueryView';
import { useAction } from '~/ui/useAction';
import { When } from '~/ui/When';
import { DEVICES_KEY, type Device, devicesQuery, endDevice, endOtherDevices } from '../api';

const POLL_MS = 30_000;

export function DevicesPage() {
  const t = useTranslations('profile.devices');
  const query = useQuery({ ...devicesQuery, refetchInterval: POLL_MS });
  const [ending, setEnding] = useState<Device | 'others'>();
  const columns = useColumns(setEnding);
  const others = query.data?.sessions.some(({ current }) => !current);
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('description')}
        actions={
          others && (
            <Button icon={LogOut} onPress={() => setEnding('others')}>
              {t('endOthers')}
            </Button>
          )
        }
      />
      <div className="card min-w-0 overflow-hidden">
        <QueryView query={query}>
          {({ sessions }) => (
            <DataTable
              label={t('title')}
              columns={columns}
              rows={sessions}
              rowKey={({ id }) => String(id)}
            />
          )}
        </QueryView>
      </div>
      {ending && <End what={ending} onClose={() => setEnding(undefined)} />}
    </>
  );
}

function useName(): (device: Device) => string {
  const t = useTranslations('profile.devices');
  return ({ browser, system }) => {
    if (browser === null && system === null) return t('unknown');
    return [browser, system].filter(Boolean).join(' · ');
  };
}

function End({ what, onClose }: { what: Device | 'others'; onClose: () => void }) {
  const t = useTranslations('profile.devices');
  const name = useName();
  const end = useAction<void, number>({
    run: async () => {
      if (what === 'others') return (await endOtherDevices()).ended;
      await endDevice(what.id);
      return 1;
    },
    done: (count) => t('ended', { count }),
    refresh: [DEVICES_KEY],
    onDone: onClose,
  });
  const all = what === 'others';
  return (
    <ConfirmDialog
      isOpen
      danger
      title={all ? t('endOthersTitle') : t('endTitle', { device: name(what) })}
      action={t(all ? 'endOthers' : 'end')}
      pending={end.isPending}
      onConfirm={() => end.mutate()}
      onClose={onClose}
    >
      {t(all ? 'endOthersText' : 'endText')}
    </ConfirmDialog>
  );
}

function useColumns(onEnd: (device: Device) => void): Column<Device>[] {
  const t = useTranslations('profile.devices');
  const name = useName();
  return [
    {
      key: 'device',
      title: t('device'),
      cell: (device) => (
        <span className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
          <span className="font-medium">{name(device)}</span>
          {device.current && <Badge tone="accent">{t('current')}</Badge>}
        </span>
      ),
    },
    {
      key: 'address',
      title: t('address'),
      width: 'lg:w-44',
      cell: ({ address }) => (
        <span className="num font-mono text-sm text-mute">{address ?? '–'}</span>
      ),
    },
    {
      key: 'seen',
      title: t('seen'),
      width: 'lg:w-36',
      numeric: true,
      cell: ({ seen_at: at }) => <When at={at} />,
    },
    {
      key: 'created',
      title: t('created'),
      width: 'lg:w-36',
      numeric: true,
      cell: ({ created_at: at }) => <When at={at} className="text-mute" />,
    },
    {
      key: 'end',
      title: t('action'),
      width: 'lg:w-36',
      numeric: true,
      stacked: 'bare',
      cell: (device) =>
        !device.current && (
          <Button onPress={() => onEnd(device)} aria-label={t('endOf', { device: name(device) })}>
            {t('end')}
          </Button>
        ),
    },
  ];
}
