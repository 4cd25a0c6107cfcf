import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { readBack } from '~/lib/back';
import { codeTaken, obliged, signedIn, stranger } from '../session/guard';
import { root } from './root';

const entrance = () => import('~/features/identity/entrance');
const profilePages = () => import('~/features/identity/profile/pages');

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: readBack,
  beforeLoad: stranger,
  staticData: { entrance: true },
  component: lazyRouteComponent(entrance, 'SignInPage'),
});

const required = createRoute({
  getParentRoute: () => root,
  path: '/required',
  validateSearch: readBack,
  beforeLoad: obliged,
  staticData: { entrance: true },
  component: lazyRouteComponent(entrance, 'RequiredPage'),
});

const forgotten = createRoute({
  getParentRoute: () => root,
  path: '/forgotten',
  staticData: { entrance: true },
  component: lazyRouteComponent(entrance, 'ForgottenPage'),
});

const reset = createRoute({
  getParentRoute: () => root,
  path: '/reset',
  beforeLoad: codeTaken,
  staticData: { entrance: true },
  component: lazyRouteComponent(entrance, 'ResetPage'),
});

const invitation = createRoute({
  getParentRoute: () => root,
  path: '/invitation',
  beforeLoad: codeTaken,
  staticData: { entrance: true },
  component: lazyRouteComponent(entrance, 'InvitationPage'),
});

const firstRun = createRoute({
  getParentRoute: () => root,
  path: '/first-run',
  beforeLoad: codeTaken,
  staticData: { entrance: true },
  component: lazyRouteComponent(entrance, 'FirstRunPage'),
});

const profileLayout = createRoute({
  getParentRoute: () => root,
  path: '/profile',
  beforeLoad: signedIn,
  component: lazyRouteComponent(profilePages, 'ProfileLayout'),
});

const profile = createRoute({
  getParentRoute: () => profileLayout,
  path: '/',
  component: lazyRouteComponent(profilePages, 'ProfilePage'),
});

const security = createRoute({
  getParentRoute: () => profileLayout,
  path: '/security',
  component: lazyRouteComponent(profilePages, 'SecurityPage'),
});

const devices = createRoute({
  getParentRoute: () => profileLayout,
  path: '/devices',
  component: lazyRouteComponent(profilePages, 'DevicesPage'),
});

const tokens = createRoute({
  getParentRoute: () => profileLayout,
  path: '/tokens',
  component: lazyRouteComponent(profilePages, 'TokensPage'),
});

const privacy = createRoute({
  getParentRoute: () => profileLayout,
  path: '/privacy',
  component: lazyRouteComponent(profilePages, 'PrivacyPage'),
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
