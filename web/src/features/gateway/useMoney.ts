import { useUnits } from '~/lib/useFormats';

const CENTS = 100;
const ONE_CENT = 10_000;

/** Millionths of a euro, as people read them. */
export function useMoney() {
  const { exact, fixed } = useUnits();
  return {
    /** 12,35 €; what is below ten cents with more digits, for « 0,00 € » would be no answer. */
    money: (micros: number) => {
      const small = Math.abs(micros) < 10 * ONE_CENT && micros % ONE_CENT !== 0;
      return fixed(micros, 'micro_euros', small ? (Math.abs(micros) < ONE_CENT ? 6 : 4) : 2);
    },
    /** 0,59 €: a price, with the digits that it has. */
    price: (micros: number) => exact(micros, 'micro_euros'),
    /** For an axis. */
    coarse: (micros: number) =>
      fixed(micros, 'micro_euros', micros > 0 && micros < CENTS * ONE_CENT ? 2 : 0),
  };
}
