import { inkOn } from './colour';
import type { Theme } from './types';

const dark = matchMedia('(prefers-color-scheme: dark)');

/** Dresses the host element; called again it changes the dress. */
export function makeDresser(host: HTMLElement) {
  let theme: Theme;

  function dress() {
    const { colour, links, position, scheme } = theme;
    const atNight = scheme === 'dark' || (scheme === 'auto' && dark.matches);
    host.toggleAttribute('dark', atNight);
    host.toggleAttribute('left', position === 'left');
    const style = (name: string, value = '') => host.style.setProperty(`--${name}`, value);
    style('brand', colour);
    style('on', inkOn(colour));
    style('link', links?.[atNight ? 'dark' : 'light']);
  }

  dark.onchange = dress;
  return (wanted: Theme) => {
    theme = wanted;
    dress();
  };
}
