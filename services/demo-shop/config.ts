export interface ShopConfig {
  readonly port: number;
  /** Where Segment's libraries send events, without `/v1`. */
  readonly backendUrl: string;
  readonly writeKey: string;
}

export interface ConfigProblems {
  /** One sentence for each wrong variable, without its value. */
  readonly problems: readonly string[];
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Names of the variables that the demo shop reads. */
export const CONFIG_NAMES = ['DEMO_SHOP_PORT', 'DEMO_SHOP_WRITE_KEY', 'BACKEND_URL'] as const;

/** The options of the demo shop as the environment gives them, a blank one as its default, or all that is wrong. */
export function readConfig(environment: Environment): ShopConfig | ConfigProblems {
  const read = (name: (typeof CONFIG_NAMES)[number], fallback: string): string => {
    const text = environment[name]?.trim() ?? '';
    return text === '' ? fallback : text;
  };
  const port = read('DEMO_SHOP_PORT', '4200');
  const backendUrl = read('BACKEND_URL', 'http://localhost:4100');
  const writeKey = read('DEMO_SHOP_WRITE_KEY', 'demo-shop-write-key');
  const problems = [
    ...(/^\d{1,5}$/.test(port) && Number(port) <= 65_535
      ? []
      : ['DEMO_SHOP_PORT must be a port number from 0 to 65535.']),
    ...(isOrigin(backendUrl) ? [] : ['BACKEND_URL must be an http or https URL without user, query and fragment.']),
    ...(/^[\w-]+$/.test(writeKey) ? [] : ['DEMO_SHOP_WRITE_KEY must be of letters, digits, - and _.']),
  ];
  if (problems.length > 0) return { problems };
  return { port: Number(port), backendUrl: backendUrl.replace(/\/+$/, ''), writeKey };
}

function isOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, search, hash } = new URL(text);
  return /^https?:$/.test(protocol) && username === '' && search === '' && hash === '';
}
