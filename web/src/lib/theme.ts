export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

export function isTheme(value: unknown): value is Theme {
  return THEMES.some((theme) => theme === value);
}

/** Paints the page in a theme; `system` follows the device until the returned function is called. */
export function applyTheme(theme: Theme): () => void {
  const system = matchMedia('(prefers-color-scheme: dark)');
  const paint = () => {
    const dark = theme === 'dark' || (theme === 'system' && system.matches);
    document.documentElement.dataset.theme = dark ? 'dark' : 'light';
    const surface = getComputedStyle(document.documentElement).getPropertyValue('--surface');
    document.querySelector('meta[name=theme-color]')?.setAttribute('content', surface.trim());
  };
  paint();
  system.addEventListener('change', paint);
  return () => system.removeEventListener('change', paint);
}
