import type * as v from 'valibot';
import { ActivitySummary } from '../activity/activity-documents';
import { CustomerItem } from '../activity/customer-map';
import { QueueAlertItem } from '../alerts/queue-alert';
import { RecentCall } from '../calls/recent-call';
import { CannedResponse, CannedResponseItem } from '../responses/canned-response';
import { maskPersonal, PERSONAL_MASK, SHOWN_PATHS } from './personal-fields';

const WORKER = `WK${'1'.repeat(32)}`;
const KEY = 'a'.repeat(32);
const HEADER = { schema: 1, v: 3, asOf: '2026-03-02T10:00:30.000Z' };
const SECRET = 'Ada Lovelace +15005550001';

/** Of each object that tells of people: its name, an item of it, and what stays of it. */
const CASES: readonly (readonly [name: string, data: Record<string, unknown>, shown: Record<string, unknown>])[] = [
  [
    `recent-calls.${WORKER}`,
    {
      ...HEADER,
      ...{
        channel: 'voice',
        party: { address: SECRET, isMasked: false, name: null },
        note: SECRET,
        disposition: SECRET,
      },
      answeredBy: { workerSid: WORKER, name: SECRET, at: HEADER.asOf },
      ...{ transfer: { mode: 'warm', from: { workerSid: WORKER, name: SECRET }, to: null }, cut: ['note'] },
    },
    {
      ...HEADER,
      ...{ channel: 'voice', note: PERSONAL_MASK, disposition: PERSONAL_MASK },
      party: { address: PERSONAL_MASK, isMasked: false, name: null },
      answeredBy: { workerSid: WORKER, name: PERSONAL_MASK, at: HEADER.asOf },
      ...{ transfer: { mode: 'warm', from: { workerSid: WORKER, name: PERSONAL_MASK }, to: null }, cut: ['note'] },
    },
  ],
  [
    'queue-alerts',
    {
      ...HEADER,
      entry: {
        kind: 'alert',
        alert: { queueName: 'Sales', value: 3, owner: { id: SECRET, name: SECRET, since: HEADER.asOf }, snooze: null },
      },
    },
    {
      ...HEADER,
      entry: {
        kind: 'alert',
        alert: {
          ...{ queueName: 'Sales', value: 3, snooze: null },
          owner: { id: PERSONAL_MASK, name: PERSONAL_MASK, since: HEADER.asOf },
        },
      },
    },
  ],
  [
    `customer.${KEY}`,
    { ...HEADER, entry: { kind: 'orders', orders: [{ orderId: SECRET, units: 2 }], page: { path: SECRET } } },
    { ...HEADER, entry: { kind: 'orders', orders: [{ orderId: PERSONAL_MASK, units: 2 }], page: PERSONAL_MASK } },
  ],
  [
    'activity-summary.now',
    { ...HEADER, searched: [{ query: SECRET, searches: 2 }], visited: [{ path: '/', visits: 1 }] },
    { ...HEADER, searched: [{ query: PERSONAL_MASK, searches: 2 }], visited: [{ path: '/', visits: 1 }] },
  ],
  [
    `canned-responses.${WORKER}.0`,
    { ...HEADER, title: SECRET, previews: [{ language: 'en', text: SECRET }], tags: [SECRET], languages: ['en'] },
    {
      ...HEADER,
      previews: [{ language: 'en', text: PERSONAL_MASK }],
      ...{ title: PERSONAL_MASK, tags: PERSONAL_MASK, languages: ['en'] },
    },
  ],
  [`shop-app.${KEY}`, { [SECRET]: 1 }, {}],
];

test.each(CASES)('of %s what may name or reach somebody is hidden, and told where', (name, data, shown) => {
  const { data: masked, masked: places } = maskPersonal(name, data);
  expect(masked).toEqual(shown);
  expect(places.length).toBeGreaterThan(0);
  for (const place of places.filter((each) => each !== '')) expect(at(masked, place)).toBe(PERSONAL_MASK);
});

test.each(CASES)('of %s a field that nobody thought about is hidden, wherever it stands', (name, data) => {
  const text = 'a name of somebody';
  const withMore = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map(withMore);
    const inner = Object.entries(value).map(([key, each]) => [key, withMore(each)]);
    return { ...Object.fromEntries(inner), later: text, ['__proto__x']: { deep: [text, { [text]: 15005550001 }] } };
  };
  const told = maskPersonal(name, withMore({ ...data, visited: [], cut: [] }) as Record<string, unknown>);
  expect(JSON.stringify(told)).not.toMatch(/somebody|15005550001/);
});

test('other objects, and those of others, are shown as they are', () => {
  const data = { name: SECRET };
  const names = [
    null,
    'mine',
    'queue-index',
    `queue.WQ${'1'.repeat(32)}`,
    'canned-responses.abcdefghijkl.0',
    'customer.x',
  ];
  for (const name of names) expect(maskPersonal(name, data)).toEqual({ data, masked: [] });
});

/** A list that names what is not there any more would say nothing of what took its place. */
test('each path that is shown is one of its schema', () => {
  const schemas: Readonly<Record<string, readonly v.GenericSchema[]>> = {
    'recent-calls': [RecentCall],
    'queue-alerts': [QueueAlertItem],
    customer: [CustomerItem],
    'activity-summary': [ActivitySummary],
    'personal library': [CannedResponseItem, CannedResponse],
  };
  const unknown = Object.entries(SHOWN_PATHS).flatMap(([kind, paths]) => {
    const known = new Set((schemas[kind] ?? []).flatMap((schema) => pathsOf(schema)));
    return paths.map((path) => path.replace('.**', '')).filter((path) => !known.has(path));
  });
  expect(unknown).toEqual([]);
});

interface Shape {
  readonly type: string;
  readonly entries?: Readonly<Record<string, Shape>>;
  readonly wrapped?: Shape;
  readonly item?: Shape;
  readonly options?: readonly Shape[];
  readonly pipe?: readonly Shape[];
}

/** Every path that values of a schema can have. */
function pathsOf(schema: unknown, before = ''): string[] {
  const { type, entries, wrapped, item, options, pipe } = schema as Shape;
  const here = before === '' ? [] : [before.slice(0, -1)];
  if (entries !== undefined)
    return [...here, ...Object.entries(entries).flatMap(([k, each]) => pathsOf(each, `${before}${k}.`))];
  if (pipe !== undefined && type !== 'array')
    return pipe[0] === undefined || pipe[0] === schema ? here : pathsOf(pipe[0], before);
  if (wrapped !== undefined) return pathsOf(wrapped, before);
  if (item !== undefined) return [...here, ...pathsOf(item, `${before}*.`)];
  const objects = (options ?? []).filter((option) => typeof option === 'object');
  return objects.length > 0 ? objects.flatMap((option) => pathsOf(option, before)) : here;
}

/** What a JSON Pointer points at. */
const at = (data: unknown, pointer: string): unknown =>
  pointer
    .split('/')
    .slice(1)
    .reduce<unknown>(
      (value, part) => (value as Record<string, unknown>)[part.replaceAll('~1', '/').replaceAll('~0', '~')],
      data,
    );
