/** Elements without a word of HTML: text is only ever text, as strict policies ask. */

type Child = Node | string | null | undefined | false | 0;
type Attributes = Record<string, string | number | EventListener>;

/** `attributes` may be the class alone; a function among them listens to the event of its name. */
export function el<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes | string = '',
  ...children: Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  const named = typeof attributes === 'string' ? { class: attributes } : attributes;
  for (const [name, value] of Object.entries(named)) {
    if (typeof value === 'function') element.addEventListener(name, value);
    else element.setAttribute(name, `${value}`);
  }
  element.append(...children.filter((child): child is Node | string => !!child));
  return element;
}

const SVG = 'http://www.w3.org/2000/svg';

export function icon(path: string): SVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  svg.appendChild(document.createElementNS(SVG, 'path')).setAttribute('d', path);
  return svg;
}

/** A button that has only a drawing to show. */
export const iconButton = (path: string, label: string, click: EventListener) =>
  el(
    'button',
    { type: 'button', class: 'icon', 'aria-label': label, title: label, click },
    icon(path),
  );

/** For screen readers alone. */
export const unseen = (text = '') => el('span', 'sr', text);

export const onPhone = () => matchMedia('(max-width: 30em)').matches;

/** `randomUUID` is for secure contexts; elsewhere the name of an empty object has one. */
export const uuid = () => crypto.randomUUID?.() ?? URL.createObjectURL(new Blob()).slice(-36);
