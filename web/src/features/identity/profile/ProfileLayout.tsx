import { Outlet } from '@tanstack/react-router';
import { useTranslations } from 'use-intl';
import { FeatureMessages } from '~/lib/FeatureMessages';
import { SubNav } from '~/ui/SubNav';
import { IdentityMessages } from '../Entry';
import en from './messages/en';
import fr from './messages/fr';

export function ProfileLayout() {
  return (
    <IdentityMessages>
      <FeatureMessages namespace="profile" catalogues={{ fr, en }}>
        <Parts />
        <Outlet />
      </FeatureMessages>
    </IdentityMessages>
  );
}

function Parts() {
  const t = useTranslations('profile');
  return (
    <nav aria-label={t('nav')} className="print:hidden">
      <SubNav
        items={[
          { to: '/profile', title: t('parts.identity'), exact: true },
          { to: '/profile/security', title: t('parts.security') },
          { to: '/profile/devices', title: t('parts.devices') },
          { to: '/profile/tokens', title: t('parts.tokens') },
          { to: '/profile/privacy', title: t('parts.privacy') },
        ]}
      />
    </nav>
  );
}
