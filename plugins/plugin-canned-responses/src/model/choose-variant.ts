import type { ResponseVariant } from '@flex-sync-suite/shared/contract';

/** What the text is for. */
export interface VariantPreference {
  /** BCP 47 tag of the customer's language; null when unknown. */
  readonly language: string | null;
  /** `channelType` of the task; null when unknown. */
  readonly channel: string | null;
}

/** Why the text is another one than was asked for. */
export type VariantReason =
  | { readonly kind: 'language'; readonly preferred: string; readonly used: string }
  /** The text was written for the channel `used` only. */
  | { readonly kind: 'channel'; readonly preferred: string | null; readonly used: string };

export interface ChosenVariant {
  readonly variant: ResponseVariant;
  /** Empty when the text is what was asked for. */
  readonly reasons: readonly VariantReason[];
}

/**
 * The best text: the language counts most, for a customer can read a text of another channel but not one of another
 * language; then a text of the task's channel, then one for all channels. Without the language, the response's own (first).
 *
 * @throws RangeError without variants, which the contract does not allow
 */
export function chooseVariant(variants: readonly ResponseVariant[], preference: VariantPreference): ChosenVariant {
  const [own] = variants;
  if (own === undefined) throw new RangeError('A response has at least one text');
  let best = own;
  let bestRank = -1;
  for (const variant of variants) {
    const rank =
      languageRank(variant, preference.language, own.language) * 4 + channelRank(variant, preference.channel);
    if (rank > bestRank) [best, bestRank] = [variant, rank];
  }
  return { variant: best, reasons: reasonsFor(best, preference) };
}

/** Offered in the task's channel; a response without channels is offered in all. */
export const isOfferedIn = (channels: readonly string[], channel: string | null): boolean =>
  channel === null || channels.length === 0 || channels.includes(channel);

/** Whether a text in `language` serves who asked for `preferred`: same language, or one is a region of the other. */
export function servesLanguage(language: string, preferred: string): boolean {
  return primary(language) === primary(preferred);
}

function languageRank({ language }: ResponseVariant, preferred: string | null, own: string): number {
  if (preferred !== null) {
    if (language.toLowerCase() === preferred.toLowerCase()) return 4;
    // "de" serves de-AT better than de-CH does.
    if (servesLanguage(language, preferred)) return language.includes('-') ? 2 : 3;
  }
  return language === own ? 1 : 0;
}

function channelRank({ channel }: ResponseVariant, preferred: string | null): number {
  if (channel === null) return 1;
  return channel === preferred ? 2 : 0;
}

function reasonsFor({ language, channel }: ResponseVariant, preference: VariantPreference): readonly VariantReason[] {
  const reasons: VariantReason[] = [];
  if (preference.language !== null && !servesLanguage(language, preference.language)) {
    reasons.push({ kind: 'language', preferred: preference.language, used: language });
  }
  if (channel !== null && channel !== preference.channel) {
    reasons.push({ kind: 'channel', preferred: preference.channel, used: channel });
  }
  return reasons;
}

const primary = (tag: string): string => (tag.split('-')[0] ?? tag).toLowerCase();
