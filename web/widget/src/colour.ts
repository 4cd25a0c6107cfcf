/** Relative luminance, WCAG 2.2, but for the linear foot of its curve. */
const luminance = (hex: string) =>
  [0.2126, 0.7152, 0.0722].reduce(
    (sum, weight, at) =>
      sum + weight * (Number.parseInt(hex.slice(2 * at + 1, 2 * at + 3), 16) / 255) ** 2.2,
    0,
  );

/** Black or white, whichever reads better on the ground: 4.5 to 1 at least. */
export const inkOn = (ground: string) => (luminance(ground) > 0.18 ? '#000' : '#fff');
