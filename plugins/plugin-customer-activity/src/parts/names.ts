import { strings } from './strings';

/** A step by its name, else by its number. */
export const stepName = (
  { step, name }: { readonly step: number; readonly name: string | null },
  count: (value: number) => string,
): string => (name === null || name.trim() === '' ? strings.checkout.step(count(step)) : name);

/** A shop's word for programs, such as `card_declined`, as words; a sentence stays as it is. */
export const reasonWords = (reason: string): string =>
  /^[\p{L}\p{N}]+([_-][\p{L}\p{N}]+)+$/u.test(reason) ? reason.replace(/[_-]/g, ' ') : reason;
