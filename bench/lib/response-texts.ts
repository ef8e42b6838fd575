/** Words that people search for; each of them is in some of the texts. */
export const WORDS =
  'refund order delivery invoice payment account password address cancel warranty exchange policy shipping tracking discount voucher contact support opening hours delay damaged missing receipt subscription upgrade renewal credit transfer confirm appointment technician replacement return label carrier customs membership'.split(
    ' ',
  );

/** Different words of the texts: those above, and made-up ones. */
const VOCABULARY = 3_000;
const SYLLABLES = 'ba co di fe gu ha jo ki le mu na po qui re sa to vu wi xa yo zen tor mal pin'.split(' ');

/** A generator of its own, so that every run measures the same texts. */
export function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Writes texts whose words are as frequent as in real ones (Zipf's law): the first few are in most of them. */
export function writerOf(random: () => number): {
  readonly word: () => string;
  readonly words: (count: number) => string;
} {
  const syllable = (): string => SYLLABLES[Math.floor(random() * SYLLABLES.length)] ?? '';
  const vocabulary = Array.from(
    { length: VOCABULARY },
    (_each, rank) => WORDS[rank / 5] ?? syllable() + syllable() + syllable() + syllable(),
  );
  const word = (): string => vocabulary[Math.floor(VOCABULARY ** random()) - 1] ?? '';
  return { word, words: (count) => Array.from({ length: count }, word).join(' ') };
}
