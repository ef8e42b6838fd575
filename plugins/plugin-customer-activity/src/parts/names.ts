import { strings } from './strings';

/** A step by its name, else by its number. */
export const stepName = (
  { step, name }: { readonly step: number; readonly name: string | null },
  count: (value: number) => string,
): string => (name === null || name.trim() === '' ? strings.checkout.step(count(step)) : name);
