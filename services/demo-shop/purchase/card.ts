/** The only numbers that the shop takes: nobody shall type a card that exists. */
export const TEST_CARDS = { accepted: '4242 4242 4242 4242', declined: '4000 0000 0000 0002' } as const;

export type Payment = 'accepted' | 'declined' | 'not a test card';

const digitsOf = (text: string): string => text.replace(/[\s-]/gu, '');

/** What the bank would say. */
export function payWith(cardNumber: string): Payment {
  const digits = digitsOf(cardNumber);
  if (digits === digitsOf(TEST_CARDS.accepted)) return 'accepted';
  return digits === digitsOf(TEST_CARDS.declined) ? 'declined' : 'not a test card';
}

/** `MM/YY`, not before the month of `now`. */
export function isValidExpiry(text: string, now: Date): boolean {
  const [, month, year] = /^\s*(0[1-9]|1[0-2])\s*\/\s*(\d{2})\s*$/u.exec(text) ?? [];
  if (month === undefined || year === undefined) return false;
  const months = (2000 + Number(year)) * 12 + Number(month) - 1;
  return months >= now.getFullYear() * 12 + now.getMonth();
}
