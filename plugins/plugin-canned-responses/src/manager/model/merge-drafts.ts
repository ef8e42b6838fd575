import type { ResponseVariant } from '@flex-sync-suite/shared/contract';
import { variantKey, withVariant, type Draft, type DraftField } from './draft';

/** A field about which two people decided differently; a text is one field of its own. */
export interface Difference {
  /** The field, or `variants <language> <channel>`. */
  readonly key: string;
  readonly field: DraftField;
  /** Of a text. */
  readonly variant: Pick<ResponseVariant, 'language' | 'channel'> | null;
  /** Null where one of them has removed the text. */
  readonly mine: string | null;
  readonly theirs: string | null;
  /** Whose it is when nobody chooses: who alone changed it; mine when both did. */
  readonly suggestion: Side;
  /** Both changed it, so that one of the two would be lost. */
  readonly isContested: boolean;
}
export type Side = 'mine' | 'theirs';
export type Choices = Readonly<Record<string, Side>>;

const PLAIN_FIELDS = ['title', 'shortcut', 'category', 'tags', 'channels'] as const;

/** What differs between my draft and the response as somebody else saved it, both made from `base`. */
export function differences(base: Draft, mine: Draft, theirs: Draft): readonly Difference[] {
  const found: Difference[] = [];
  const compare = (key: string, field: DraftField, texts: Texts, variant: Difference['variant'] = null): void => {
    if (texts.mine === texts.theirs) return;
    const isMine = texts.mine !== texts.base;
    const isTheirs = texts.theirs !== texts.base;
    found.push({
      key,
      field,
      variant,
      mine: texts.mine,
      theirs: texts.theirs,
      suggestion: isMine ? 'mine' : 'theirs',
      isContested: isMine && isTheirs,
    });
  };
  for (const field of PLAIN_FIELDS) {
    compare(field, field, { base: textOf(base, field), mine: textOf(mine, field), theirs: textOf(theirs, field) });
  }
  const all = new Map([...mine.variants, ...theirs.variants].map((variant) => [variantKey(variant), variant]));
  for (const [key, { language, channel }] of all) {
    const texts = { base: bodyOf(base, key), mine: bodyOf(mine, key), theirs: bodyOf(theirs, key) };
    compare(`variants ${key}`, 'variants', texts, { language, channel });
  }
  return found;
}

/** One draft from both, with a side for each difference; where no side was chosen, the suggested one. */
export function mergeDrafts(base: Draft, mine: Draft, theirs: Draft, choices: Choices = {}): Draft {
  const sides = new Map(
    differences(base, mine, theirs).map(({ key, suggestion }) => [key, choices[key] ?? suggestion]),
  );
  const from = (key: string): Draft => (sides.get(key) === 'theirs' ? theirs : mine);
  let { variants } = mine;
  for (const variant of theirs.variants) variants = withVariant(variants, variant);
  return {
    title: from('title').title,
    shortcut: from('shortcut').shortcut,
    category: from('category').category,
    tags: from('tags').tags,
    channels: from('channels').channels,
    variants: variants.flatMap((variant): readonly ResponseVariant[] => {
      const key = variantKey(variant);
      const body = bodyOf(from(`variants ${key}`), key);
      return body === null ? [] : [{ ...variant, body }];
    }),
  };
}

interface Texts {
  readonly base: string | null;
  readonly mine: string | null;
  readonly theirs: string | null;
}

function textOf(draft: Draft, field: (typeof PLAIN_FIELDS)[number]): string {
  return field === 'channels' ? draft.channels.join(', ') : draft[field];
}

const bodyOf = ({ variants }: Draft, key: string): string | null =>
  variants.find((variant) => variantKey(variant) === key)?.body ?? null;
