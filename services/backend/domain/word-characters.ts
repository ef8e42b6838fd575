import { plainText } from './plain-text';

const PLACEHOLDER = /\{\{[^{}]*\}\}/g;
const NO_WORD = /[^\p{L}\p{N}]+/gu;
const SPACE = 0x20;

/**
 * The words of a text, without case, accents, punctuation and placeholders, with one space between two; as code points.
 *
 * Character by character, with what each of them becomes remembered: the same as normalizing the whole text, which takes
 * ten times as long, as long as each becomes one character on its own.
 */
export function wordCharacters(text: string): Uint32Array {
  const spoken = text.replace(PLACEHOLDER, ' ');
  const characters = new Uint32Array(spoken.length);
  let length = 0;
  let isBetween = false;
  for (let at = 0; at < spoken.length; at += 1) {
    const becomes = becomesOf(spoken.charCodeAt(at));
    if (becomes === MORE) return codePoints(plainText(spoken).replace(NO_WORD, ' ').trim());
    if (becomes === NOTHING) continue;
    if (becomes === SPACE) isBetween = length > 0;
    else {
      if (isBetween) characters[length++] = SPACE;
      isBetween = false;
      characters[length++] = becomes;
    }
  }
  return characters.subarray(0, length);
}

const UNKNOWN = 0;
/** An accent that is a character of its own. */
const NOTHING = -1;
/** Several characters, one of two code units, or one that depends on its neighbours. */
const MORE = -2;
/** What a code unit becomes: a code unit, or one of the above. */
const known = new Int32Array(0x1_00_00);

function becomesOf(codeUnit: number): number {
  const becomes = known[codeUnit] ?? UNKNOWN;
  if (becomes !== UNKNOWN) return becomes;
  return (known[codeUnit] = foundOut(String.fromCharCode(codeUnit)));
}

function foundOut(character: string): number {
  // The only one whose lower case depends on what follows (https://www.unicode.org/Public/UCD/latest/ucd/SpecialCasing.txt).
  if (character === 'Σ' || /\p{Surrogate}/u.test(character)) return MORE;
  const plain = plainText(character);
  if (plain === '') return NOTHING;
  if (plain.length > 1) return MORE;
  return plain.replace(NO_WORD, ' ').charCodeAt(0);
}

function codePoints(text: string): Uint32Array {
  return Uint32Array.from(Array.from(text, (character) => character.codePointAt(0) ?? 0));
}
