/**
 * <script src="https://regie.example.fr/widget.js" data-key="wk_…" async></script>
 *
 * A classic script, since a module would not know its own tag.
 */
import { mount, type Tag } from './widget';

const script = document.currentScript as HTMLScriptElement | null;

if (script?.dataset.key) {
  const tag = { ...script.dataset, base: new URL('.', script.src).href } as unknown as Tag;
  if (document.body) mount(tag);
  else addEventListener('DOMContentLoaded', () => mount(tag));
}
