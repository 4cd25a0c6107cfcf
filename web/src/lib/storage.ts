/** localStorage that may be blocked or full: reading then gives null, writing is forgotten. */
export function readSetting(name: string): string | null {
  try {
    return localStorage.getItem(`regie.${name}`);
  } catch {
    return null;
  }
}

export function writeSetting(name: string, value: string): void {
  try {
    localStorage.setItem(`regie.${name}`, value);
  } catch {
    // The choice then lasts as long as the page.
  }
}
