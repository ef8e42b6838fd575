import { isTrackersOwnName } from '../activity/tracked-objects';
import { outboxObject } from '../object-names';

/** What stands in place of something personal. */
export const PERSONAL_MASK = '•••';

const HEADER = ['schema', 'v', 'asOf'] as const;

/**
 * What may be shown of objects that tell of people, by kind: paths in an item or Document, `*` for each of an array, `**` for all that is in it. All else
 * of them may name or reach somebody: a field that comes later is hidden until somebody thinks about it.
 */
const SHOWN_OF_PEOPLE = {
  'recent-calls': [
    ...HEADER,
    ...['reservationSid', 'taskSid', 'direction', 'channel', 'outcome', 'missedBecause', 'party.isMasked', 'line'],
    ...['taskQueueSid', 'queueName', 'createdAt', 'taskCreatedAt', 'enteredAt', 'acceptedAt', 'wrapupAt', 'endedAt'],
    ...['isEndEstimated', 'transfer.mode', 'transfer.from.workerSid', 'transfer.to.workerSid'],
    ...['answeredBy.workerSid', 'answeredBy.at', 'returnedAt', 'notesRevision', 'cut.*'],
  ],
  'queue-alerts': [
    ...HEADER,
    ...['entry.kind', 'entry.open', 'entry.shown'],
    ...['id', 'taskQueueSid', 'queueName', 'ruleId', 'metric', 'severity', 'value', 'bound', 'raisedAt'].map(ofAlert),
    ...['severitySince', 'owner.since', 'note.isCut', 'note.at', 'snooze.until', 'end.at', 'end.reason'].map(ofAlert),
  ],
  customer: [
    ...HEADER,
    ...['kind', 'pageSince', 'lastSeenAt', 'isVerified', 'currency', 'more', 'totals.*.minorUnits'].map(ofEntry),
    ...['totals.*.currency', 'searches.*.at', 'searches.*.found', 'products.*.at', 'products.*.views'].map(ofEntry),
    ...['lines.*.quantity', 'startedAt', 'steps.*.step', 'steps.*.name', 'steps.*.viewedAt'].map(ofEntry),
    ...['steps.*.completedAt', 'steps.*.failures.count', 'steps.*.failures.lastAt', 'currentStep'].map(ofEntry),
    ...['currentSince', 'stopsAt', 'orderedAt', 'orders.*.at', 'orders.*.units', 'orders.*.state'].map(ofEntry),
  ],
  'activity-summary': [
    ...HEADER,
    ...['window', 'since', 'timeZone', 'at', 'searched.*.searches', 'withoutResult.*.searches'],
    // What is sold and visited is the shop's, not its customers'.
    ...['sold.**', 'visited.**', 'funnel.**'],
  ],
} as const;

/** Of a library that is one agent's own: what it says is between her and nobody. */
const SHOWN_OF_PERSONAL_LIBRARY = [
  ...HEADER,
  ...['documentSid', 'id', 'revision', 'libraryKind', 'languages.**', 'channels.**', 'updatedAt', 'cut.**'],
  ...['previews.*.language', 'previews.*.isWhole', 'variants.*.language', 'variants.*.channel'],
];

/** Every kind of people's objects, with the paths that are shown: for what checks them against the schemas. */
export const SHOWN_PATHS: Readonly<Record<string, readonly string[]>> = {
  ...SHOWN_OF_PEOPLE,
  'personal library': SHOWN_OF_PERSONAL_LIBRARY,
};

/** Data of a Document or an item with what is personal hidden, and where that was (JSON Pointers, RFC 6901). */
export interface MaskedData {
  readonly data: Record<string, unknown>;
  readonly masked: string[];
}

/**
 * Hides what may name or reach a person in data of an object of the suite, by its unique name. Names that are none of the
 * suite's say nothing of their data: it is returned as it is.
 */
export function maskPersonal(uniqueName: string | null, data: Record<string, unknown>): MaskedData {
  const shown = shownOf(uniqueName ?? '');
  if (shown === 'all') return { data, masked: [] };
  if (shown.length === 0) return Object.keys(data).length === 0 ? { data, masked: [] } : { data: {}, masked: [''] };
  const masked: string[] = [];
  return { data: maskedObject(data, treeOf(shown), '', masked), masked };
}

function shownOf(uniqueName: string): readonly string[] | 'all' {
  const object = outboxObject(uniqueName);
  switch (object?.kind) {
    case undefined:
      // What a shop's own app writes: nobody knows what of it is personal.
      return isTrackersOwnName(uniqueName) ? [] : 'all';
    case 'recent-calls':
    case 'queue-alerts':
    case 'customer':
    case 'activity-summary':
      return SHOWN_OF_PEOPLE[object.kind];
    case 'response-list':
      return object.libraryId.startsWith('WK') ? SHOWN_OF_PERSONAL_LIBRARY : 'all';
    case 'response':
      return object.responseId.startsWith('WK') ? SHOWN_OF_PERSONAL_LIBRARY : 'all';
    default:
      return 'all';
  }
}

/** Paths by their first name; where one ends, text or a number is shown. */
type Tree = ReadonlyMap<string, Tree>;

function treeOf(paths: readonly string[]): Tree {
  const rests = new Map<string, string[]>();
  for (const path of paths) {
    const [name = '', ...rest] = path.split('.');
    const found = rests.get(name) ?? [];
    rests.set(name, found);
    if (rest.length > 0) found.push(rest.join('.'));
  }
  return new Map([...rests].map(([name, inner]) => [name, treeOf(inner)]));
}

function maskedObject(data: object, tree: Tree, at: string, masked: string[]): Record<string, unknown> {
  const entries = Object.entries(data).map(([key, value]): [string, unknown] => [
    key,
    maskedValue(value, tree.get(key), `${at}/${pointerPart(key)}`, masked),
  ]);
  // Not by assignment: a key may be `__proto__`.
  return Object.fromEntries(entries);
}

function maskedValue(value: unknown, tree: Tree | undefined, at: string, masked: string[]): unknown {
  // That there is nothing tells of nobody.
  if (value === null || tree?.has('**') === true) return value;
  if (tree?.size === 0 && typeof value !== 'object') return value;
  if (tree !== undefined && tree.size > 0 && typeof value === 'object') {
    const each = tree.get('*');
    if (!Array.isArray(value)) return maskedObject(value, tree, at, masked);
    return value.map((item, n) => maskedValue(item, each, `${at}/${String(n)}`, masked));
  }
  masked.push(at);
  return PERSONAL_MASK;
}

const pointerPart = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1');

function ofEntry(path: string): string {
  return `entry.${path}`;
}

function ofAlert(path: string): string {
  return `entry.alert.${path}`;
}
