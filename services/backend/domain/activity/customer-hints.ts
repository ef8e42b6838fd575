import { emailSpelling, phoneSpelling } from './contact-spelling';

/** What a task's attributes say about who its customer is in a shop. */
export interface CustomerHints {
  /** As they were written; the database may not be able to hold them. */
  readonly anonymousIds: readonly string[];
  /** A claim: it leads only to whom the shop vouched for. */
  readonly userIds: readonly string[];
  /** In one spelling each; see `contact-spelling.ts`. */
  readonly emails: readonly string[];
  readonly phones: readonly string[];
}

/** Segment's own name of the id, in a task's attributes and where web chats put what the page told them. */
const ANONYMOUS_IDS = ['anonymousId', 'anonymous_id'].flatMap((name) => [
  name,
  `customers.${name}`,
  `pre_engagement_data.${name}`,
]);
const USER_IDS = ['userId', 'user_id', 'customers.userId'];
const EMAILS = ['email', 'customers.email', 'pre_engagement_data.email'];
const PHONES = ['from', 'customerAddress', 'customers.phone'];
/** Longer ids are kept of nobody: `ingest/activity/told-id.ts`. */
const MAX_ID = 255;

/** @param attributes JSON text as TaskRouter has it; what is none says nothing */
export function customerHints(attributes: string | null): CustomerHints {
  const root = parsed(attributes);
  const all = (paths: readonly string[], read: (value: unknown) => string | null): string[] => [
    ...new Set(paths.flatMap((path) => read(valueAt(root, path)) ?? [])),
  ];
  return {
    anonymousIds: all(ANONYMOUS_IDS, idOf),
    userIds: all(USER_IDS, idOf),
    emails: all(EMAILS, (value) => emailSpelling(textOf(value))),
    phones: all(PHONES, (value) => phoneSpelling(textOf(value))),
  };
}

/** The value at a dotted path of own properties. Web chats send what the page told as JSON text. */
function valueAt(root: unknown, path: string): unknown {
  let value = root;
  for (const name of path.split('.')) {
    const held = typeof value === 'string' ? parsed(value) : value;
    if (typeof held !== 'object' || held === null || Array.isArray(held) || !Object.hasOwn(held, name)) return null;
    value = Reflect.get(held, name);
  }
  return value;
}

function parsed(text: string | null): unknown {
  try {
    return text === null ? null : (JSON.parse(text) as unknown);
  } catch {
    return null;
  }
}

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);

function idOf(value: unknown): string | null {
  const isNumber = typeof value === 'number' && Number.isSafeInteger(value);
  const text = typeof value === 'string' || isNumber ? String(value).trim() : '';
  return text === '' || text.length > MAX_ID ? null : text;
}
