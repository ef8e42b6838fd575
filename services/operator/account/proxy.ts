import { EnvHttpProxyAgent, setGlobalDispatcher } from 'undici';

const NAMES = ['HTTPS_PROXY', 'HTTP_PROXY', 'https_proxy', 'http_proxy'] as const;

/**
 * Has every `fetch` of undici go by the proxy that the environment names: `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY`, in capitals or
 * not. Node's own `fetch` reads them from version 24 on alone, and takes no proxy of another undici than its own for sure.
 * @throws Error for a variable that is no address
 */
export function useProxyOfEnvironment(): void {
  for (const name of NAMES) {
    const address = process.env[name] ?? '';
    if (address !== '' && !/^https?:\/\//i.test(address)) throw new Error(`${name} is no http:// or https:// address`);
  }
  setGlobalDispatcher(new EnvHttpProxyAgent());
}
