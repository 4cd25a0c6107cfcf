const WEIGHTS = [0.2126, 0.7152, 0.0722];

/** Relative luminance, from 0 to 1: WCAG 2.2. */
function luminance(colour: string): number {
  return WEIGHTS.reduce((sum, weight, at) => {
    const share = Number.parseInt(colour.slice(2 * at + 1, 2 * at + 3), 16) / 255;
    return sum + weight * (share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4);
  }, 0);
}

/** Black or white, whichever reads better on the colour; the widget decides alike. */
export function inkOn(colour: string): '#000' | '#fff' {
  return luminance(colour) > 0.179 ? '#000' : '#fff';
}
