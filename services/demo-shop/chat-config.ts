import type { ChatAccount } from './server/shop-settings';
import { isHttpUrl, type Read } from './environment';

const sid = (prefix: string): RegExp => new RegExp(`^${prefix}[0-9a-f]{32}$`);
const SIDS = {
  TWILIO_ACCOUNT_SID: 'AC',
  TWILIO_API_KEY: 'SK',
  DEMO_SHOP_CHAT_ADDRESS_SID: 'IG',
  DEMO_SHOP_CHAT_SERVICE_SID: 'IS',
} as const;
const SECRETS = ['TWILIO_AUTH_TOKEN', 'TWILIO_API_SECRET'] as const;

/** Null without an address; all else is needed with it. */
export function readChatConfig(read: Read): ChatAccount | { readonly problems: readonly string[] } | null {
  const addressSid = read('DEMO_SHOP_CHAT_ADDRESS_SID');
  if (addressSid === undefined) return null;
  const baseUrl = read('TWILIO_BASE_URL');
  const context = objectIn(read('DEMO_SHOP_CHAT_CONTEXT') ?? '{}');
  const problems = [
    ...Object.entries(SIDS).flatMap(([name, prefix]) =>
      sid(prefix).test(read(name) ?? '')
        ? []
        : [`${name} must be ${prefix} and 32 hex digits: customers chat with it.`],
    ),
    ...SECRETS.flatMap((name) => (read(name) === undefined ? [`${name} is missing: customers chat with it.`] : [])),
    ...(context === null ? ['DEMO_SHOP_CHAT_CONTEXT must be a JSON object.'] : []),
    ...(baseUrl === undefined || isHttpUrl(baseUrl)
      ? []
      : ['TWILIO_BASE_URL must be an http or https URL without user, query and fragment.']),
  ];
  if (problems.length > 0 || context === null) return { problems };
  const given = (name: string): string => read(name) ?? '';
  return {
    accountSid: given('TWILIO_ACCOUNT_SID'),
    authToken: given('TWILIO_AUTH_TOKEN'),
    apiKey: given('TWILIO_API_KEY'),
    apiSecret: given('TWILIO_API_SECRET'),
    serviceSid: given('DEMO_SHOP_CHAT_SERVICE_SID'),
    addressSid,
    context,
    baseUrl: baseUrl === undefined ? null : withHostsPath(baseUrl),
  };
}

/** A bare origin stands for the path below which Local Twilio has its hosts. */
function withHostsPath(url: string): string {
  const { origin, pathname } = new URL(url);
  const path = pathname.replace(/\/+$/, '');
  return `${origin}${path === '' ? '/__twilio' : path}`;
}

function objectIn(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}
