import { expect, test, vi } from 'vitest';
import { availablePages } from '../pages';
import { buildCommands, searchCommands, suggestOrder } from './registry';

const say = {
  page: (id: string) => ({ home: 'Accueil', orders: 'Commandes', health: 'Santé' })[id] ?? id,
  theme: (theme: string) => `Thème : ${theme}`,
  otherLanguage: 'Passer en anglais — English',
  shortcuts: 'Raccourcis clavier',
  trackOrder: (number: string) => `Suivre ${number}`,
};

const deeds = () => ({
  openPage: vi.fn(),
  trackOrder: vi.fn(),
  setTheme: vi.fn(),
  setLanguage: vi.fn(),
  openShortcuts: vi.fn(),
});

const everything = availablePages({ apps: ['orders'] }, null);
const titles = (query: string) =>
  searchCommands(buildCommands(everything, 'fr', say, deeds()), query).map(({ title }) => title);

test('commands have ids of their own', () => {
  const ids = buildCommands(everything, 'fr', say, deeds()).map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});

test('no two commands have the same keys', () => {
  const keys = buildCommands(everything, 'fr', say, deeds()).flatMap(
    (command) => command.keys?.join(' ') ?? [],
  );
  expect(new Set(keys).size).toBe(keys.length);
});

test.each([
  ['sante', ['Santé']],
  ['THÈME sombre', []],
  ['theme dark', ['Thème : dark']],
  ['english', ['Passer en anglais — English']],
])('%j finds %j', (query, found) => {
  expect(titles(query)).toEqual(found);
});

test('the page of an app that is not installed is no command', () => {
  const commands = buildCommands(availablePages({ apps: [] }, null), 'fr', say, deeds());
  expect(commands.some(({ id }) => id === 'page.orders')).toBe(false);
});

test('the language command goes to the other language', () => {
  const act = deeds();
  buildCommands(everything, 'en', say, act)
    .find(({ id }) => id === 'language')
    ?.run();
  expect(act.setLanguage).toHaveBeenCalledWith('fr');
});

test('an order number that is typed can be tracked', () => {
  const act = deeds();
  const [command] = suggestOrder('cl-401372-487531', everything, say, act);
  command?.run();
  expect([command?.title, act.trackOrder.mock.calls]).toEqual([
    'Suivre CL-401372-487531',
    [['CL-401372-487531']],
  ]);
});

test('no order is offered where orders are not installed', () => {
  expect(
    suggestOrder('CL-401372-487531', availablePages({ apps: [] }, null), say, deeds()),
  ).toEqual([]);
});
