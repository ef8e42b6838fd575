import { readFlexSettings, settingProblemWords } from './flex-settings';
import { SWITCH_DEFAULTS } from './setting-names';

const read = (suite: unknown) => readFlexSettings({ others: 1, flex_sync_suite: suite });
const valuesOf = ({ switches }: ReturnType<typeof read>) =>
  Object.fromEntries(Object.entries(switches).map(([name, { value }]) => [name, value]));

test.each([undefined, null, 'text', [], {}, { flex_sync_suite: {} }])(
  'of %j nothing is set: each setting has its default, and nothing is wrong',
  (attributes) => {
    const settings = readFlexSettings(attributes);
    expect(valuesOf(settings)).toEqual(SWITCH_DEFAULTS);
    expect(settings.switches['recent_calls.panel']).toEqual({ value: true, from: 'default' });
    expect(settings.backendUrl).toEqual({ value: null, from: 'default' });
    expect(settings.problems).toEqual([]);
  },
);

test('what is set is in force, and says that it comes from the configuration', () => {
  const settings = read({
    backend_url: 'https://sync.example.com/suite/',
    queue_dashboard: { board: false },
    canned_responses: { insert_and_send: true },
  });
  expect(settings.backendUrl).toEqual({ value: 'https://sync.example.com/suite', from: 'configuration' });
  expect(settings.switches['queue_dashboard.board']).toEqual({ value: false, from: 'configuration' });
  expect(valuesOf(settings)).toEqual({
    ...SWITCH_DEFAULTS,
    'queue_dashboard.board': false,
    'canned_responses.insert_and_send': true,
  });
  expect(settings.problems).toEqual([]);
});

test.each([
  [
    { recent_calls: { panel: 'no' } },
    'flex_sync_suite.recent_calls.panel is "no"; expected true or false. true is used instead.',
  ],
  [
    { canned_responses: { insert_and_send: null } },
    'flex_sync_suite.canned_responses.insert_and_send is null; expected true or false. false is used instead.',
  ],
  [
    { recent_calls: false },
    'flex_sync_suite.recent_calls is false; expected an object of settings. The default of each is used instead.',
  ],
  ['off', 'flex_sync_suite is "off"; expected an object of settings. The default of each is used instead.'],
  [
    { recent_calls: { pannel: true } },
    'flex_sync_suite.recent_calls.pannel (true) is no setting of the suite: it does nothing.',
  ],
  [{ later: [1] }, 'flex_sync_suite.later ([1]) is no setting of the suite: it does nothing.'],
  [
    { 'recent_calls.panel': false },
    'flex_sync_suite."recent_calls.panel" (false) is no setting of the suite: it does nothing.',
  ],
  [
    { backend_url: 'x'.repeat(80) },
    `flex_sync_suite.backend_url is "${'x'.repeat(59)}…; expected an http:// or https:// address without query, fragment or password. The address that the plugins were built with is used instead, if there is one.`,
  ],
])('%j is named, with what is used instead, and takes nothing else along', (suite, words) => {
  const settings = read(suite);
  expect(settings.problems.map(settingProblemWords)).toEqual([words]);
  expect(valuesOf(settings)).toEqual(SWITCH_DEFAULTS);
});

test.each([
  '',
  7,
  'sync.example.com',
  'ftp://a.example',
  'javascript:alert(1)',
  'https://a.example/?b',
  'https://a:b@c.example',
])('an address %j is refused', (backend_url) => {
  const { backendUrl, problems } = read({ backend_url });
  expect(backendUrl).toEqual({ value: null, from: 'refused' });
  expect(problems).toHaveLength(1);
});

test('several are named each, and a right one beside them counts', () => {
  const { problems, switches } = read({ queue_dashboard: { enabled: 1, board: false, my_queues: 'x' }, b: 2 });
  expect(problems.map(({ name }) => name)).toEqual(['b', 'queue_dashboard.enabled', 'queue_dashboard.my_queues']);
  expect(switches['queue_dashboard.board']).toEqual({ value: false, from: 'configuration' });
  expect(switches['queue_dashboard.enabled']).toEqual({ value: true, from: 'refused' });
});
