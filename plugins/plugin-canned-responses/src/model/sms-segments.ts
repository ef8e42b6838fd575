/** The default alphabet of 3GPP TS 23.038, §6.2.1, without the escape. */
const BASIC =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?' +
  '¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
/** Its extension table (§6.2.1.1): two septets each. */
const EXTENDED = '^{}\\[~]|€\f';

const UNITS = new Map<string, number>([
  ...Array.from(BASIC, (character) => [character, 1] as const),
  ...Array.from(EXTENDED, (character) => [character, 2] as const),
]);

/** Room of a message that stands alone, and of each part of a longer one, which carries a header. */
const ROOM = { 'GSM-7': { single: 160, part: 153 }, 'UCS-2': { single: 70, part: 67 } } as const;

export interface SmsSegments {
  /** One character outside of GSM-7 makes the whole message UCS-2. */
  readonly encoding: 'GSM-7' | 'UCS-2';
  /** Messages that are paid for; 0 for empty text. */
  readonly segments: number;
  /** Septets or UTF-16 units. */
  readonly units: number;
  /** Units that still fit into the last segment. */
  readonly unitsLeft: number;
  /** The characters that made it UCS-2, each once; empty for GSM-7. */
  readonly beyondGsm7: readonly string[];
}

/** How many SMS a text is, as carriers count: no character is divided between two parts. */
export function smsSegments(text: string): SmsSegments {
  const characters = Array.from(text);
  const beyondGsm7 = [...new Set(characters.filter((character) => !UNITS.has(character)))];
  const encoding = beyondGsm7.length === 0 ? 'GSM-7' : 'UCS-2';
  const sizes = characters.map((character) => (encoding === 'GSM-7' ? (UNITS.get(character) ?? 1) : character.length));
  const units = sizes.reduce((sum, size) => sum + size, 0);
  const { single, part } = ROOM[encoding];
  if (units <= single) {
    return { encoding, segments: units === 0 ? 0 : 1, units, unitsLeft: single - units, beyondGsm7 };
  }
  let segments = 1;
  let used = 0;
  for (const size of sizes) {
    if (used + size > part) {
      segments += 1;
      used = 0;
    }
    used += size;
  }
  return { encoding, segments, units, unitsLeft: part - used, beyondGsm7 };
}
