import { lookup as systemLookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { isPublicAddress } from './public-address';

/** How the address of a server is judged. */
export interface JudgeOptions {
  /** Default: {@link isPublicAddress}. */
  readonly isAllowed?: (address: string) => boolean;
  /** Default: the system's. */
  readonly lookup?: typeof systemLookup;
}

/** An address that nobody may be sent to. The message is a sentence that may be shown. */
export class NotPublic extends Error {
  override readonly name = 'NotPublic';

  constructor() {
    super('It leads to an address that is not of the public Internet.');
  }
}

/** The name or address in a URL: IPv6 stands in brackets there. */
export const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, '');

/** Whether a host is an address that is not allowed: no name is looked up for one. */
export const isRefusedAddress = (host: string, { isAllowed = isPublicAddress }: JudgeOptions): boolean =>
  isIP(host) !== 0 && !isAllowed(host);

/** Looks a name up, and gives its addresses if all of them are allowed; else fails with {@link NotPublic}. */
export function judgedLookup({ isAllowed = isPublicAddress, lookup = systemLookup }: JudgeOptions): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { all: true }, (error, found) => {
      if (error !== null) {
        callback(error, '', 0);
        return;
      }
      const [first] = found;
      if (first === undefined) callback(Object.assign(new Error('no address'), { code: 'ENODATA' }), '', 0);
      // One of several that is not public is one too many: which of them answers is up to chance.
      else if (found.some(({ address }) => !isAllowed(address))) callback(new NotPublic(), '', 0);
      else if (options.all === true) callback(null, found);
      else callback(null, first.address, first.family);
    });
  };
}

/** Why nobody may be sent to a place, as far as can be known now; null when they may. */
export type AddressJudge = (url: URL) => Promise<string | null>;

/** Names that are this machine's by their meaning (RFC 6761), whether or not its resolver knows them. */
const OF_THIS_MACHINE = /(^|\.)localhost\.?$/;

/**
 * Makes what judges a place before anything is sent there, so that who names it hears why not. A name that leads nowhere yet, or
 * whose lookup takes long, is let pass: what is sent is judged again by {@link judgedLookup}.
 * @param patienceMs default: 2 s
 */
export function createAddressJudge(options: JudgeOptions & { readonly patienceMs?: number } = {}): AddressJudge {
  const { patienceMs = 2_000 } = options;
  const judged = judgedLookup(options);
  return (url) => {
    const host = hostOf(url);
    if (OF_THIS_MACHINE.test(host) || isRefusedAddress(host, options)) return Promise.resolve(new NotPublic().message);
    if (isIP(host) !== 0) return Promise.resolve(null);
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, patienceMs, null);
      judged(host, { all: true }, (error) => {
        clearTimeout(timer);
        resolve(error instanceof NotPublic ? error.message : null);
      });
    });
  };
}
