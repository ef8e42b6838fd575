/** What `uint8ArrayToString` of twilsock 1.0.2 asks of the array of characters that it makes. */
interface Characters {
  join(): { replace(): string };
}

/**
 * Makes twilsock decode messages natively until the returned function is called. Its own way makes a string of every
 * byte: seconds for a library of 5,000 responses, which is little for one browser and too much for one machine that
 * plays three hundred. Nothing else about the SDK changes.
 */
export function decodeNatively(): () => void {
  // eslint-disable-next-line @typescript-eslint/unbound-method -- called with the array it is meant for
  const original = Array.prototype.map;
  function map(this: unknown, ...args: Parameters<typeof original>): unknown[] | Characters {
    if (!(this instanceof Uint8Array)) return original.apply(this as unknown[], args) as unknown[];
    const bytes = this;
    return { join: () => ({ replace: () => encodeURIComponent(new TextDecoder().decode(bytes)) }) };
  }
  const put = (value: unknown): void => {
    Object.defineProperty(Array.prototype, 'map', { value, configurable: true, writable: true });
  };
  put(map);
  return () => {
    put(original);
  };
}
