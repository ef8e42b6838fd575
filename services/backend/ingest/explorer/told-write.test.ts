import { toldWrite } from './told-write';

const NOW = Date.parse('2026-03-12T12:00:00.000Z');
const HOME = { accountSid: `AC${'1'.repeat(32)}`, syncServiceSid: `IS${'2'.repeat(32)}` };
const COMMON = { AccountSid: HOME.accountSid, ServiceSid: HOME.syncServiceSid, Identity: 'app', EndpointId: 'twi1-1' };
const [DOCUMENT, MAP, LIST] = [`ET${'a'.repeat(32)}`, `MP${'b'.repeat(32)}`, `ES${'c'.repeat(32)}`];

const told = (form: Record<string, string>) => toldWrite({ ...COMMON, ...form }, HOME, NOW);
const ofDocument = (more: Record<string, string> = {}) => ({
  ...{ EventType: 'document_updated', DocumentSid: DOCUMENT, DocumentUniqueName: 'board' },
  ...{ DocumentRevision: '26', DocumentData: '{"t":"é"}' },
  ...more,
});
const ofItem = (more: Record<string, string> = {}) => ({
  ...{ EventType: 'map_item_added', MapSid: MAP, MapUniqueName: 'carts', EventId: '300' },
  ...{ ItemKey: 'k', ItemRevision: '10', ItemData: '{}' },
  ...more,
});

test('a change is told with its object, size and revision as REST writes it, and without its value', () => {
  const write = told(ofDocument());
  expect(write).toEqual({
    ...{ atMs: NOW, deed: 'update', kind: 'document', sid: DOCUMENT, name: 'board', itemKey: null },
    ...{ identity: 'app', revision: '1a', bytes: 10, status: null },
    told: { eventKey: 'document_updated 26', isByRest: false, plainKey: null },
  });
});

test('an item is known by the number of the event, since its revisions begin again when it is made anew', () => {
  expect(told(ofItem())).toMatchObject({
    ...{ deed: 'create', kind: 'map', sid: MAP, name: 'carts', itemKey: 'k', revision: 'a', bytes: 2 },
    told: { eventKey: 'map_item_added 300', plainKey: 'k' },
  });
});

test.each([
  [{ EventType: 'list_created', ListSid: LIST, ListRevision: '0' }, ['create', 'list', null, null]],
  [{ EventType: 'list_removed', ListSid: LIST, ListUniqueName: 'a', ListRevision: '1' }, ['remove', 'list', 'a', null]],
  [
    { EventType: 'list_item_removed', ListSid: LIST, EventId: '4', ItemIndex: '7', ItemRevision: '4' },
    ['remove', 'list', null, '7'],
  ],
  [{ EventType: 'map_removed', MapSid: MAP, MapRevision: '3' }, ['remove', 'map', null, null]],
])('is told of any kind: %j', (form, [deed, kind, name, itemKey]) => {
  expect(told(form)).toMatchObject({ deed, kind, name, itemKey });
});

test.each([
  [{ Identity: 'system', EndpointId: '' }, true],
  [{ Identity: 'system' }, false],
  [{ EndpointId: '' }, false],
])('knows what came over REST from a token that bears its name: %j', (form, isByRest) => {
  expect(told(ofDocument(form))?.told?.isByRest).toBe(isByRest);
});

test('names and keys that may be a person are masked, as the tracker masks them; those of the suite are not', () => {
  const masked = told(ofItem({ MapUniqueName: 'cart of ana@shop.example', ItemKey: '+49 151 1234567' }));
  expect(masked).toMatchObject({ name: 'cart of •••', itemKey: '•••', told: { plainKey: '+49 151 1234567' } });
  const name = `queue.WQ${'1234567890'.repeat(3)}12`;
  expect(told(ofDocument({ DocumentUniqueName: name }))?.name).toBe(name);
});

test.each([
  ['another account', ofDocument({ AccountSid: `AC${'9'.repeat(32)}` })],
  ['another service', ofDocument({ ServiceSid: `IS${'9'.repeat(32)}` })],
  ['somebody who comes', { EventType: 'endpoint_connected' }],
  ['a type that nobody knows', ofDocument({ EventType: 'document_shouted' })],
  ['nobody', ofDocument({ Identity: '' })],
  ['a SID that is none', ofDocument({ DocumentSid: MAP })],
  ['a revision that is none', ofDocument({ DocumentRevision: '-1' })],
  ['an item without a key', ofItem({ ItemKey: '' })],
  ['an item without a number', ofItem({ EventId: '' })],
])('what is of %s is nothing for the timeline', (_what, form) => {
  expect(told(form)).toBeNull();
});
