/**
 * Text without case, accents and width, for comparing what people type with what is stored: "Zürich" matches "zurich",
 * "STRASSE" matches "Straße".
 */
export function foldText(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toUpperCase().toLowerCase();
}

/** Only the digits, in ASCII whatever script they were typed in; a mask keeps its place, so that no match spans it. */
export function foldDigits(text: string): string {
  return Array.from(text.normalize('NFKD'))
    .map((character) => (isDigit(character) ? String(digitValue(character)) : character === '•' ? character : ''))
    .join('');
}

const isDigit = (character: string): boolean => /^\p{Nd}$/u.test(character);

/** Unicode lays the ten digits of a script out in a row that starts at zero. */
function digitValue(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  let value = 0;
  while (value < 9 && isDigit(String.fromCodePoint(code - value - 1))) value += 1;
  return value;
}
