const MARK = '…';

/** Bytes of a value as JSON in UTF-8. */
export const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));

/** The longest beginning that, with the mark, takes `excess` bytes less than the whole; as little as can be if none does. */
export function shortened(text: string, excess: number): string {
  let room = bytesOf(text) - 2 - excess - (bytesOf(MARK) - 2);
  let kept = '';
  for (const character of text) {
    room -= bytesOf(character) - 2;
    if (room < 0) break;
    kept += character;
  }
  // Of a text as short as the mark, nothing would be won.
  return bytesOf(kept + MARK) < bytesOf(text) ? kept + MARK : text;
}
