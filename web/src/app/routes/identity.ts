import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { readBack } from '~/lib/back';
import { codeTaken, obliged, signedIn, stranger } from '../session/guard';
import { root } from './root';

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: readBack,
  beforeLoad: stranger,
  staticData: { entrance: true },
  component: lazyRouteComponent(() => import('~/features/identity/SignInPage'), 'SignInPage'),
});

const required = createRoute({
  getParentRoute: () => root,
  path: '/required',
  validateSearch: readBack,
  beforeLoad: obliged,
  staticData: { entrance: true },
  component: lazyRouteComponent(() => import('~/features/identity/RequiredPage'), 'RequiredPage'),
});

const forgotten = createRoute({
  getParentRoute: () => root,
  path: '/forgotten',
  staticData: { entrance: true },
  component: lazyRouteComponent(() => import('~/features/identity/ForgottenPage'), 'ForgottenPage'),
});

const reset = createRoute({
  getParentRoute: () => root,
  path: '/reset',
  beforeLoad: codeTaken,
  staticData: { entrance: true },
  component: lazyRouteComponent(() => import('~/features/identity/ResetPage'), 'ResetPage'),
});

const invitation = createRoute({
  getParentRoute: () => root,
  path: '/invitation',
  beforeLoad: codeTaken,
  staticData: { entrance: true },
  component: lazyRouteComponent(
    () => import('~/features/identity/InvitationPage'),
    'InvitationPage',
  ),
});

const firstRun = createRoute({
  getParentRoute: () => root,
  path: '/first-run',
  beforeLoad: codeTaken,
  staticData: { entrance: true },
  component: lazyRouteComponent(() => import('~/features/identity/FirstRunPage'), 'FirstRunPage'),
});

const profileLayout = createRoute({
  getParentRoute: () => root,
  path: '/profile',
  beforeLoad: signedIn,
  component: lazyRouteComponent(
    () => import('~/features/identity/profile/ProfileLayout'),
    'ProfileLayout',
  ),
});

const profile = createRoute({
  getParentRoute: () => profileLayout,
  path: '/',
  component: lazyRouteComponent(
    () => import('~/features/identity/profile/ProfilePage'),
    'ProfilePage',
  ),
});

const security = createRoute({
  getParentRoute: () => profileLayout,
  path: '/security',
  component: lazyRouteComponent(
    () => import('~/features/identity/profile/SecurityPage'),
    'SecurityPage',
  ),
});

const devices = createRoute({
  getParentRoute: () => profileLayout,
  path: '/devices',
  component: lazyRouteComponent(
    () => import('~/features/identity/profile/DevicesPage'),
    'DevicesPage',
  ),
});

const tokens = createRoute({
  getParentRoute: () => profileLayout,
  path: '/tokens',
  component: lazyRouteComponent(
    () => import('~/features/identity/profile/TokensPage'),
    'TokensPage',
  ),
});

const privacy = createRoute({
  getParentRoute: () => profileLayout,
  path: '/privacy',
  component: lazyRouteComponent(
    () => import('~/features/identity/profile/PrivacyPage'),
    'PrivacyPage',
  ),
});

export const identityRoutes = [
  signIn,
  required,
  forgotten,
  reset,
  invitation,
  firstRun,
  profileLayout.addChildren([profile, security, devices, tokens, privacy]),
] as const;
