import type { IncomingMessage } from 'node:http';
import type { RequestTarget } from './request-target';

const LOOPBACK_NAMES = ['localhost', '127.0.0.1', '[::1]'];

/** Whether a request was made by a web page that is none of ours. What is no page, such as an SDK in Node, has no Origin. */
export type IsForeignPage = (request: IncomingMessage, target: RequestTarget) => boolean;

/**
 * Our pages are those on loopback, on any port, and under the `knownHosts`. The name that the caller used for us counts as
 * well as the page's: one that resolves to loopback must not let a web page in (DNS rebinding).
 */
export function createForeignPageCheck(knownHosts: readonly string[]): IsForeignPage {
  const names = new Set([...LOOPBACK_NAMES, ...knownHosts]);
  const isOurs = (address: string): boolean => URL.canParse(address) && names.has(new URL(address).hostname);
  return ({ headers: { origin } }, { address }) =>
    !isOurs(`http://${address}`) || (origin !== undefined && !isOurs(origin));
}
