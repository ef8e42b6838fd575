import { readChatConfig } from './chat-config';
import { isHttpUrl, reader, type Environment } from './environment';
import type { ShopSettings } from './server/shop-settings';

export interface ShopConfig extends ShopSettings {
  readonly port: number;
}

export interface ConfigProblems {
  /** One sentence for each wrong variable, without its value. */
  readonly problems: readonly string[];
}

/** The options of the demo shop as the environment gives them, a blank one as its default, or all that is wrong. */
export function readConfig(environment: Environment): ShopConfig | ConfigProblems {
  const read = reader(environment);
  const port = read('DEMO_SHOP_PORT') ?? '4200';
  const backendUrl = read('BACKEND_URL') ?? 'http://localhost:4100';
  const writeKey = read('DEMO_SHOP_WRITE_KEY') ?? 'demo-shop-write-key';
  const chat = readChatConfig(read);
  const problems = [
    ...(/^\d{1,5}$/.test(port) && Number(port) <= 65_535
      ? []
      : ['DEMO_SHOP_PORT must be a port number from 0 to 65535.']),
    ...(isHttpUrl(backendUrl) ? [] : ['BACKEND_URL must be an http or https URL without user, query and fragment.']),
    ...(/^[\w-]+$/.test(writeKey) ? [] : ['DEMO_SHOP_WRITE_KEY must be of letters, digits, - and _.']),
    ...(chat !== null && 'problems' in chat ? chat.problems : []),
  ];
  if (problems.length > 0 || (chat !== null && 'problems' in chat)) return { problems };
  const secret = read('DEMO_SHOP_SECRET') ?? null;
  return { port: Number(port), backendUrl: backendUrl.replace(/\/+$/, ''), writeKey, secret, chat };
}
