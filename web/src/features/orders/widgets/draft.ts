import type { Widget, WidgetDraft } from './api';

export const HOUSE_COLOUR = '#1f4b8f';

const NEW: WidgetDraft = {
  name: '',
  origins: [],
  sources: null,
  title: null,
  colour: HOUSE_COLOUR,
  language: null,
  position: 'right',
  scheme: 'auto',
  active: true,
};

/** What can be changed of a key; without one, what a new one begins with. */
export function draftOf(widget: Widget | undefined): WidgetDraft {
  if (widget === undefined) return NEW;
  const { key: _key, version: _version, created_at: _createdAt, ...draft } = widget;
  return draft;
}

/** All that a key may name, and what it names that is there no more: it can only be taken away. */
export function offeredSources(known: readonly string[], chosen: readonly string[]): string[] {
  return [...new Set([...known, ...chosen])];
}

/** One address per line, or several with commas. */
export function readOrigins(text: string): string[] {
  return text
    .split(/[\s,;]+/)
    .map((origin) => origin.replace(/\/+$/, ''))
    .filter((origin) => origin !== '');
}

export function isColour(text: string): boolean {
  return /^#[0-9a-f]{6}$/i.test(text);
}

/** What a shop puts into its pages. */
export function snippetOf(key: string, base: string): string {
  return `<script src="${new URL('widget.js', base).href}" data-key="${key}" async></script>`;
}
