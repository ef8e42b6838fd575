import type { IncomingMessage } from 'node:http';
import type { RequestTarget } from './request-target';

const LOOPBACK_NAMES = ['localhost', '127.0.0.1', '[::1]'];

/** Whether a request comes from a web page that is not ours. Callers that are no pages, such as an SDK in Node, send no Origin. */
export type IsForeignPage = (request: IncomingMessage, target: RequestTarget) => boolean;

/**
 * Our pages are those on loopback, on any port, and those under `knownHosts`. Both the origin of the page and the name by
 * which it called us are checked: a foreign name that resolves to loopback must not let a page in (DNS rebinding).
 */
export function createForeignPageCheck(knownHosts: readonly string[]): IsForeignPage {
  const names = new Set([...LOOPBACK_NAMES, ...knownHosts]);
  const isOurs = (address: string): boolean => URL.canParse(address) && names.has(new URL(address).hostname);
  return ({ headers: { origin } }, { address }) =>
    !isOurs(`http://${address}`) || (origin !== undefined && !isOurs(origin));
}
