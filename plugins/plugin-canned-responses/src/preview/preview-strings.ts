import type { VariantReason } from '../model/choose-variant';
import { channelWord } from '../parts/strings';

/** Words of the preview. */
export const previewStrings = {
  label: (title: string) => `Preview of ${title}`,
  loading: (title: string) => `${title} is being loaded…`,
  close: 'Close preview',
  insert: 'Insert',
  insertAndSend: 'Insert and send',
  insertAndSendKey: 'Ctrl+Enter',
  language: 'Language of the text',
  channel: 'Channel of the text',
  allChannels: 'All channels',
  fill: (label: string) => `Fill in: ${label}`,
  toFillTitle: 'Fill in before inserting',
  changed: 'This text has changed while you were looking at it.',
  showNew: 'Show the new text',
  segments: (segments: string, left: string, encoding: string) =>
    `${segments} SMS, ${left} characters left (${encoding})`,
  beyondGsm7: (characters: string) => `Not in the SMS alphabet: ${characters}`,
} as const;

/** @param languageName such as German for `de`: `Intl.DisplayNames` knows */
export function variantReason(reason: VariantReason, languageName: (tag: string) => string): string {
  if (reason.kind === 'language') {
    return `There is no ${languageName(reason.preferred)} text: this is ${languageName(reason.used)}.`;
  }
  return `This text was written for ${channelWord(reason.used)}.`;
}
