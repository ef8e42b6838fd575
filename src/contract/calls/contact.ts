import { readAddress } from './address';
import { customerName, isAddressShaped } from './customer-name';

/** Both ends of a contact, as far as the attributes of its task tell them. */
export interface Contact {
  readonly direction: 'inbound' | 'outbound';
  /** Phone number or chat address of the customer, as written. */
  readonly address: string | null;
  /** Name of the customer; null for one that only repeats an address. */
  readonly name: string | null;
  /** Our own number or address. */
  readonly line: string | null;
  readonly disposition: string | null;
}

/** Where callback plugins put the number that the customer wants to be called at, the best known first. */
const CALLBACK_NUMBERS = ['callBackData.numberToCall', 'callbackData.numberToCall', 'callbackPhone', 'callbackNumber'];
const CALLBACK_LINES = ['callBackData.numberToCallFrom', 'callbackData.numberToCallFrom'];
const NAMES = ['customerName', 'customers.name', 'name'];
const IDENTITIES = ['identity', 'customerIdentity', 'customers.phone', 'customers.email'];

/**
 * Reads a contact from the attributes of a task. The names are those that Flex itself, Studio, Flex Conversations and the
 * plugins for callbacks write (docs/recent-calls.md, "Who"). Numbers count as texts, of a list its first text.
 *
 * @param attributes parsed; anything but an object says nothing
 */
export function readContact(attributes: unknown): Contact {
  const all = (paths: readonly string[]): string[] => paths.flatMap((path) => textAt(attributes, path) ?? []);
  const direction = isOutbound(textAt(attributes, 'direction')) ? 'outbound' : 'inbound';
  const isWebChat = /^(?:web|chat)$/i.test(textAt(attributes, 'channelType') ?? '');
  const names = all(NAMES);
  const from = all(['from', 'caller']);
  const to = all(['to', 'called']);
  const wanted = all(CALLBACK_NUMBERS);
  const own = all(['customerAddress']);
  const identities = all(IDENTITIES);
  // In a chat `from` is often the name that the visitor gave: many visitors have the same.
  const isDisplayName = (text: string): boolean => isWebChat && !isAddressShaped(text);
  const [address = null] =
    direction === 'outbound'
      ? [...all(['outbound_to']), ...to, ...wanted, ...own, ...identities]
      : [
          ...wanted,
          ...own,
          ...from.filter((text) => isAddressShaped(text) && !(isWebChat && isNobody(text))),
          ...identities,
          ...from.filter((text) => !isDisplayName(text)),
        ];
  const [line = null] = direction === 'outbound' ? from : [...all(CALLBACK_LINES), ...to];
  const addresses = [address, ...own, ...wanted, ...identities, ...from.filter(isAddressShaped)];
  return {
    direction,
    address,
    name: customerName(isWebChat && direction === 'inbound' ? [...names, ...from] : names, addresses),
    line,
    disposition: textAt(attributes, 'conversations.outcome'),
  };
}

const isNobody = (text: string): boolean => readAddress(text).kind === 'withheld';

/** Twilio's own words are `outbound-api` and `outbound-dial`; others write `OUT` or `outgoing`. */
const isOutbound = (direction: string | null): boolean => /^out(?:$|bound|going|[^a-z])/i.test(direction ?? '');

/** The text at a dotted path of own properties: `constructor` and the like are not attributes. */
function textAt(attributes: unknown, path: string): string | null {
  let value: unknown = Array.isArray(attributes) ? null : attributes;
  for (const key of path.split('.')) {
    value = Array.isArray(value) ? value.find((one) => typeof one === 'object' && one !== null) : value;
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return null;
    value = Reflect.get(value, key);
  }
  return asText(value);
}

function asText(value: unknown): string | null {
  if (Array.isArray(value)) return value.map(asText).find((text) => text !== null) ?? null;
  // A number that JavaScript rounded is not the one that was written.
  if (typeof value === 'number') return Number.isSafeInteger(value) ? String(value) : null;
  if (typeof value !== 'string') return null;
  const trimmed = value.trim();
  return trimmed === '' ? null : trimmed;
}
