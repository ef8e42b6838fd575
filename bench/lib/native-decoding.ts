/** What `uint8ArrayToString` of twilsock 1.0.2 asks of the array of characters that it makes. */
interface Characters {
  join(): { replace(): DecodedText };
}

/** Stands for the percent-encoded text that twilsock would decode next. */
class DecodedText {
  constructor(readonly text: string) {}
}

/**
 * Makes twilsock decode messages natively until the returned function is called. Its own way makes a string of every
 * byte, percent-encodes and decodes it: seconds for a library of 5,000 responses, which is little for one browser and
 * too much for one machine that plays three hundred. Nothing else about the SDK changes.
 */
export function decodeNatively(): () => void {
  const original = Object.getOwnPropertyDescriptor(Array.prototype, 'map');
  if (original === undefined) throw new Error('There is no Array.prototype.map');
  const mapOf = original.value as (this: unknown, ...args: unknown[]) => unknown[];
  const decodeUri = globalThis.decodeURIComponent;
  function map(this: unknown, ...args: unknown[]): unknown[] | Characters {
    return this instanceof Uint8Array ? charactersOf(this) : mapOf.apply(this, args);
  }
  Object.defineProperty(Array.prototype, 'map', { ...original, value: map });
  globalThis.decodeURIComponent = (encoded: string | DecodedText) =>
    encoded instanceof DecodedText ? encoded.text : decodeUri(encoded);
  return () => {
    Object.defineProperty(Array.prototype, 'map', original);
    globalThis.decodeURIComponent = decodeUri;
  };
}

const charactersOf = (bytes: Uint8Array): Characters => ({
  join: () => ({ replace: () => new DecodedText(new TextDecoder().decode(bytes)) }),
});
