import { readSyncWebhook } from './read-sync-webhook';

const HOME = { accountSid: `AC${'1'.repeat(32)}`, syncServiceSid: `IS${'2'.repeat(32)}` };
const DOCUMENT_SID = `ET${'a'.repeat(32)}`;
const MAP_SID = `MP${'b'.repeat(32)}`;
const KEY = '0123456789abcdef0123456789abcdef';

const COMMON = { AccountSid: HOME.accountSid, ServiceSid: HOME.syncServiceSid, Identity: 'app', EndpointId: 'twi1-1' };
const documentForm = (EventType: string, more: Record<string, string> = {}) => ({
  ...COMMON,
  ...{ EventType, DocumentSid: DOCUMENT_SID, DocumentUniqueName: `product-page.${KEY}`, DocumentRevision: '3' },
  ...(EventType === 'document_removed' ? {} : { DocumentData: '{"views":3}' }),
  ...more,
});
const itemForm = (EventType: string, more: Record<string, string> = {}) => ({
  ...COMMON,
  ...{
    EventType,
    MapSid: MAP_SID,
    MapUniqueName: `product.${KEY}`,
    EventId: '17',
    ItemRevision: '17',
    ItemKey: 'price',
  },
  ...(EventType === 'map_item_removed' ? {} : { ItemData: '{"price":3}' }),
  ...more,
});
const mapForm = (EventType: string, more: Record<string, string> = {}) => ({
  ...COMMON,
  ...{ EventType, MapSid: MAP_SID, MapUniqueName: `product.${KEY}`, MapRevision: '4' },
  ...more,
});
const read = (form: Readonly<Record<string, string>>) => readSyncWebhook(form, HOME, 1_000);
const without = (form: Readonly<Record<string, string>>, name: string) =>
  Object.fromEntries(Object.entries(form).filter(([each]) => each !== name));

test.each([
  ['document_created', documentForm, { objectSid: DOCUMENT_SID, revision: '3', itemKey: null, data: '{"views":3}' }],
  ['document_updated', documentForm, { objectSid: DOCUMENT_SID, revision: '3', itemKey: null, data: '{"views":3}' }],
  ['document_removed', documentForm, { objectSid: DOCUMENT_SID, revision: '3', itemKey: null, data: null }],
  ['map_created', mapForm, { objectSid: MAP_SID, revision: '4', itemKey: null, data: null }],
  ['map_removed', mapForm, { objectSid: MAP_SID, revision: '4', itemKey: null, data: null }],
  ['map_item_added', itemForm, { objectSid: MAP_SID, revision: '17', itemKey: 'price', data: '{"price":3}' }],
  ['map_item_updated', itemForm, { objectSid: MAP_SID, revision: '17', itemKey: 'price', data: '{"price":3}' }],
  ['map_item_removed', itemForm, { objectSid: MAP_SID, revision: '17', itemKey: 'price', data: null }],
] as const)('%s is a change', (eventType, formOf, expected) => {
  expect(read(formOf(eventType))).toEqual({
    kind: 'change',
    change: {
      ...{ eventType, identity: 'app', endpointId: 'twi1-1', receivedAtMs: 1_000 },
      objectName: eventType.startsWith('document') ? `product-page.${KEY}` : `product.${KEY}`,
      ...expected,
    },
  });
});

test.each([`product.${KEY}`, `customer.${KEY}`, `shop-app.${KEY}`, 'product.42', 'checkout-step.2'])(
  'an object named %s is one of the tracker',
  (MapUniqueName) => {
    expect(read(itemForm('map_item_added', { MapUniqueName }))).toMatchObject({
      kind: 'change',
      change: { objectName: MapUniqueName },
    });
  },
);

test('of a name that somebody made up nothing is kept that could tell of a person', () => {
  expect(read(itemForm('map_item_added', { MapUniqueName: 'customer.ana@shop.example' }))).toMatchObject({
    change: { objectName: '•••' },
  });
  expect(read(itemForm('map_item_added', { ItemKey: '+49 151 1234567' }))).toMatchObject({
    change: { itemKey: '•••' },
  });
});

test.each([
  ['a queue', itemForm('map_item_added', { MapUniqueName: 'queue-index' })],
  ['an agent', itemForm('map_item_added', { MapUniqueName: `recent-calls.WK${KEY}` })],
  ['a stranger', itemForm('map_item_added', { MapUniqueName: 'productivity' })],
  ['nobody', without(itemForm('map_item_added'), 'MapUniqueName')],
  ['a List', { ...COMMON, EventType: 'list_item_added', ListSid: 'ES1', ListUniqueName: `product.${KEY}` }],
  ['a client', { ...COMMON, EventType: 'endpoint_connected' }],
])('what is about the object of %s is not the tracker’s', (_name, form) => {
  expect(read(form)).toEqual({ kind: 'other' });
});

test('what was written over REST is ours; a token that calls itself "system" is not', () => {
  const byRest = without(itemForm('map_item_added', { Identity: 'system' }), 'EndpointId');
  expect(read(byRest)).toEqual({ kind: 'own' });
  expect(read({ ...byRest, EndpointId: '' })).toEqual({ kind: 'own' });
  expect(read({ ...byRest, EndpointId: 'twi1-2' })).toMatchObject({ kind: 'change', change: { identity: 'system' } });
  expect(read({ ...byRest, Identity: 'system2' })).toMatchObject({ kind: 'change', change: { endpointId: null } });
});

test.each([
  ['AccountSid is another account’s', itemForm('map_item_added', { AccountSid: `AC${'9'.repeat(32)}` })],
  ['ServiceSid is another Sync service’s', itemForm('map_item_added', { ServiceSid: `IS${'9'.repeat(32)}` })],
  ['its type is not known', itemForm('map_item_renamed')],
  ['its MapSid is none', itemForm('map_item_added', { MapSid: DOCUMENT_SID })],
  ['its EventId is none', itemForm('map_item_added', { EventId: '-1' })],
  ['its EventId is none', itemForm('map_item_added', { EventId: '1'.repeat(21) })],
  ['its ItemData is no JSON', itemForm('map_item_added', { ItemData: '{' })],
  ['its ItemData is no JSON object', itemForm('map_item_added', { ItemData: '[1]' })],
  ['its ItemData is no JSON object', itemForm('map_item_added', { ItemData: 'null' })],
  ['its ItemKey is longer than 320 characters', itemForm('map_item_added', { ItemKey: 'k'.repeat(321) })],
  ['its Identity is longer than 320 characters', itemForm('map_item_added', { Identity: 'i'.repeat(321) })],
  [
    'its data has more than 100 levels',
    itemForm('map_item_added', { ItemData: `{"a":${'['.repeat(200)}${']'.repeat(200)}}` }),
  ],
])('a form is dead because %s', (reason, form) => {
  expect(read(form)).toEqual({ kind: 'dead', reason });
});

const NEEDED = {
  document_updated: [
    'AccountSid',
    'ServiceSid',
    'EventType',
    'Identity',
    'DocumentSid',
    'DocumentRevision',
    'DocumentData',
  ],
  map_item_added: ['AccountSid', 'ServiceSid', 'EventType', 'Identity', 'MapSid', 'EventId', 'ItemKey', 'ItemData'],
  map_created: ['AccountSid', 'ServiceSid', 'EventType', 'Identity', 'MapSid', 'MapRevision'],
};
const FORMS = { document_updated: documentForm, map_item_added: itemForm, map_created: mapForm };

test.each(
  (Object.keys(NEEDED) as (keyof typeof NEEDED)[]).flatMap((type) => NEEDED[type].map((name) => [type, name] as const)),
)('a form of %s without its %s is dead, and says so', (type, name) => {
  const form = FORMS[type](type);
  expect(read(without(form, name))).toEqual({ kind: 'dead', reason: `it has no ${name}` });
  expect(read({ ...form, [name]: '' })).toEqual({ kind: 'dead', reason: `it has no ${name}` });
});
