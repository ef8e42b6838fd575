import { backendUrlOf, withSettings } from './ui-attributes';

const OURS = 'https://sync.example.com';

test.each([
  [{}, { flex_sync_suite: { backend_url: OURS } }],
  [
    { a: [1, null], flex_sync_suite: { b: 2 } },
    { a: [1, null], flex_sync_suite: { b: 2, backend_url: OURS } },
  ],
  // What is there under our name, and is none of ours, cannot be kept beside an object.
  [{ flex_sync_suite: 'text' }, { flex_sync_suite: { backend_url: OURS } }],
  [{ flex_sync_suite: { backend_url: 'http://old' } }, { flex_sync_suite: { backend_url: OURS } }],
])('%j become %j: every other attribute stays', (before, after) => {
  expect(withSettings(before, { backend_url: OURS })).toEqual(after);
  expect(backendUrlOf(after)).toBe(OURS);
});

test('a switch is set beside the others of its plugin, and taken out again without them', () => {
  const before = { a: 1, flex_sync_suite: { recent_calls: { enabled: true }, queue_dashboard: 'text' } };
  const after = withSettings(before, { 'recent_calls.panel': false, 'queue_dashboard.board': false });
  expect(after).toEqual({
    a: 1,
    flex_sync_suite: { recent_calls: { enabled: true, panel: false }, queue_dashboard: { board: false } },
  });
  expect(withSettings(after, { 'recent_calls.panel': null, queue_dashboard: null })).toEqual({
    a: 1,
    flex_sync_suite: { recent_calls: { enabled: true } },
  });
});

test.each([{}, { flex_sync_suite: null }, { flex_sync_suite: [] }, { flex_sync_suite: { backend_url: 7 } }])(
  '%j name no backend',
  (attributes) => {
    expect(backendUrlOf(attributes)).toBeNull();
  },
);
