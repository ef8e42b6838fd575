import type { ContactFacts, Direction } from '../domain/task-router-event';
import { isPhoneNumber, partyKey } from '../domain/party';
import { storableText } from './storable-text';

/** Longer texts are cut here: nobody's name or address needs more, and every row of the task would carry them. */
const MAX_TEXT_LENGTH = 256;
/** A cut number cannot be called from, so a longer line is none. */
const MAX_LINE_LENGTH = 40;

const NOTHING: ContactFacts = { address: null, name: null, line: null, disposition: null };

/**
 * What task attributes say about a contact. The names are those that Flex itself, Studio and Flex Conversations write:
 * `direction`, `from`, `to`, `name`, `outbound_to`, `caller`, `called`, `customerAddress`, `customerName`, `customers`,
 * `conversations.outcome`. Attributes that are not valid JSON count as inbound and say nothing else.
 */
export function readTaskAttributes(attributes: string): { direction: Direction; contact: ContactFacts | null } {
  const parsed = parsedObject(attributes);
  if (parsed === null) return { direction: 'inbound', contact: null };
  const direction: Direction = parsed['direction'] === 'outbound' ? 'outbound' : 'inbound';
  const customers = objectIn(parsed, 'customers');
  const text = (source: Fields, ...names: string[]): string | null =>
    names.map((name) => textIn(source, name)).find((value) => value !== null) ?? null;
  const ofCustomer = text(parsed, 'customerAddress') ?? text(customers, 'phone', 'email');
  const address =
    direction === 'outbound'
      ? (text(parsed, 'outbound_to', 'to', 'called') ?? ofCustomer)
      : (text(parsed, 'from', 'caller') ?? ofCustomer);
  const line = direction === 'outbound' ? text(parsed, 'from', 'caller') : text(parsed, 'to', 'called');
  const name = text(parsed, 'customerName') ?? text(customers, 'name') ?? text(parsed, 'name');
  const contact = {
    ...NOTHING,
    address,
    name: name !== null && isSameText(name, address) ? null : name,
    line: line !== null && line.length > MAX_LINE_LENGTH ? null : line,
    disposition: text(objectIn(parsed, 'conversations'), 'outcome'),
  };
  return { direction, contact };
}

/** Flex names a task after the caller's number when it knows nothing better. */
const isSameText = (name: string, address: string | null): boolean =>
  name === address || (address !== null && isPhoneNumber(name) && partyKey(name) === partyKey(address));

type Fields = Readonly<Record<string, unknown>>;

function parsedObject(json: string): Fields | null {
  try {
    return asFields(JSON.parse(json));
  } catch {
    return null;
  }
}

const asFields = (value: unknown): Fields | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : null;

const objectIn = (fields: Fields, name: string): Fields => asFields(own(fields, name)) ?? {};

const own = (fields: Fields, name: string): unknown => (Object.hasOwn(fields, name) ? fields[name] : undefined);

function textIn(fields: Fields, name: string): string | null {
  const value = own(fields, name);
  if (typeof value !== 'string') return null;
  const trimmed = storableText(value.trim());
  return trimmed === '' ? null : Array.from(trimmed).slice(0, MAX_TEXT_LENGTH).join('');
}
