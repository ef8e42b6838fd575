import { createDurationWords, supportedLocale } from '@flex-sync-suite/shared/views';

/** Figures of the page, in the user's language. */
export interface HealthFormatters {
  readonly count: (value: number) => string;
  /** Of milliseconds, never below zero. */
  readonly duration: (ms: number) => string;
}

export function createHealthFormatters(locale: string | undefined): HealthFormatters {
  const tag = supportedLocale(locale);
  const numbers = new Intl.NumberFormat(tag);
  return { count: (value) => numbers.format(value), duration: createDurationWords(tag) };
}
