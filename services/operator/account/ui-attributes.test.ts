import { backendUrlOf, withBackendUrl } from './ui-attributes';

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
  expect(withBackendUrl(before, OURS)).toEqual(after);
  expect(backendUrlOf(after)).toBe(OURS);
});

test.each([{}, { flex_sync_suite: null }, { flex_sync_suite: [] }, { flex_sync_suite: { backend_url: 7 } }])(
  '%j name no backend',
  (attributes) => {
    expect(backendUrlOf(attributes)).toBeNull();
  },
);
