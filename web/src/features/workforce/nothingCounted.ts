/** The code of the API's answer while no centre has a volume. */
export const NOTHING_COUNTED = 'workforce.nothing_counted';
