import type { Deep } from '~/lib/deep';
import type { fr } from './fr';

export const en = {
  nav: {
    label: 'Pages',
    home: 'Home',
    orders: 'Orders',
    health: 'Health',
    console: 'Console',
  },
  shell: {
    skip: 'Skip to content',
    search: 'Search…',
    searchShort: 'Search',
    language: 'EN — switch to French',
    theme: 'Theme',
    environment: {
      demo: 'Demonstration',
      development: 'Development',
      production: 'Production',
    },
  },
  health: {
    ready: 'All systems work',
    degraded: 'Reduced service',
    unavailable: 'Unavailable',
    draining: 'Shutting down',
    unknown: 'State unknown',
  },
  resources: {
    database: 'Régie’s database',
    cache: 'Cache',
    state: 'State and queues',
    production: 'Production database',
  },
  themes: { system: 'System', light: 'Light', dark: 'Dark' },
  commands: {
    title: 'Search for a page or an action',
    placeholder: 'Page, action or order number…',
    results: 'Results',
    none: 'Nothing matches “{query}”.',
    noneHint: 'Try the name of a page, “theme” or an order number.',
    found: '{count, plural, =0 {No result} one {# result} other {# results}}',
    sections: {
      suggestions: 'Suggestion',
      pages: 'Pages',
      preferences: 'Preferences',
      help: 'Help',
    },
    trackOrder: 'Track {number}',
    toEnglish: 'Switch to English',
    toFrench: 'Switch to French — Français',
    theme: 'Theme: {theme}',
    shortcuts: 'Keyboard shortcuts',
    keys: { choose: 'choose', open: 'open', close: 'close' },
  },
  shortcuts: {
    title: 'Keyboard shortcuts',
    palette: 'Search for a page or an action',
    sheet: 'Show this list',
    or: 'or',
    followedBy: 'then',
    goTo: 'Go to {page}',
    singleKeys: 'Single-key shortcuts',
    singleKeysHint: 'Switch off if you dictate or use a magnifier; Ctrl K stays active.',
  },
  ui: {
    retry: 'Try again',
    retryIn: 'Try again in {seconds, number} s',
    copy: 'Copy {what}',
    copied: 'Copied',
    requestId: 'Request id',
    close: 'Close',
    clear: 'Clear',
    cancel: 'Cancel',
    notices: 'Results of actions',
    loading: 'Loading…',
  },
  failure: {
    offline: {
      title: 'Régie does not answer',
      text: 'Check your connection, then try again. Nothing that you typed is lost.',
    },
    timeout: {
      title: 'The answer takes too long',
      text: 'The service did not answer in time. Try again shortly.',
    },
    tooMany: {
      title: 'Too many requests in a row',
      text: 'Wait a moment before trying again.',
    },
    unavailable: {
      title: 'Service unavailable for the moment',
      text: 'Régie is serving as many requests as it can. Try again shortly.',
    },
    invalid: {
      title: 'This request could not be handled',
      text: 'Check what you typed.',
    },
    notFound: {
      title: 'Not found',
      text: 'There is no such resource.',
    },
    unexpected: {
      title: 'An unexpected error occurred',
      text: 'Try again; if it comes back, pass on the request id.',
    },
  },
  notFound: {
    title: 'Page not found',
    text: 'This address leads nowhere, or the application is not installed here.',
    home: 'Back to the home page',
  },
  crash: {
    title: 'This page has stopped',
    text: 'The fault is the page’s, not your data’s. Reloading is usually enough.',
    reload: 'Reload the page',
  },
} satisfies Deep<typeof fr>;
