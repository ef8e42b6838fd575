export type Currency = 'EUR' | 'USD';

export interface Country {
  /** ISO 3166-1 alpha-2. */
  readonly code: string;
  readonly name: string;
  readonly currency: Currency;
}

/** Where the shop delivers to. */
export const COUNTRIES: readonly [Country, ...Country[]] = [
  { code: 'DE', name: 'Germany', currency: 'EUR' },
  { code: 'ES', name: 'Spain', currency: 'EUR' },
  { code: 'FR', name: 'France', currency: 'EUR' },
  { code: 'IE', name: 'Ireland', currency: 'EUR' },
  { code: 'IT', name: 'Italy', currency: 'EUR' },
  { code: 'CA', name: 'Canada', currency: 'USD' },
  { code: 'US', name: 'United States', currency: 'USD' },
];

/** The country with this code; the first one for a code that the shop does not know. */
export const countryOf = (code: string): Country => COUNTRIES.find((country) => country.code === code) ?? COUNTRIES[0];
