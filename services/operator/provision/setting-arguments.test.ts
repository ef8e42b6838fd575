import { settingChanges } from './setting-arguments';

test('a switch is set on, off or to its default, and whatever has a name is taken out', () => {
  const given = [
    'recent_calls.panel=off',
    'queue_dashboard.board=true',
    'canned_responses.manager=default',
    'later=default',
  ];
  expect(settingChanges(given)).toEqual({
    'recent_calls.panel': false,
    'queue_dashboard.board': true,
    'canned_responses.manager': null,
    later: null,
  });
});

test.each([
  ['recent_calls.panel', 'is not NAME=on, NAME=off or NAME=default'],
  ['recent_calls.panel=no', 'is not NAME=on, NAME=off or NAME=default'],
  ['recent_calls.panel=constructor', 'is not NAME=on, NAME=off or NAME=default'],
  ['recent_calls.pannel=off', 'There is no switch recent_calls.pannel. There are:\n  queue_dashboard.enabled\n'],
  ['backend_url=on', 'PUBLIC_BASE_URL'],
])('%s is refused, with what would be right', (argument, words) => {
  expect(() => settingChanges([argument])).toThrow(words);
});
