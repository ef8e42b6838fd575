import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readArguments } from './arguments';
import { CannotDeploy } from './cannot-deploy';
import { configurationWith, isSame } from './release';
import { stateBefore } from './rollback';
import { isNewer, newestOf, nextVersion } from './version';

test.each([
  ['0.0.0', { kind: 'patch' }, '0.0.1'],
  ['1.2.3', { kind: 'patch' }, '1.2.4'],
  ['1.2.3', { kind: 'minor' }, '1.3.0'],
  ['1.2.3', { kind: 'major' }, '2.0.0'],
  ['1.2.3-beta.1', { kind: 'minor' }, '1.3.0'],
  ['1.2.3', { kind: 'exact', version: '7.0.0' }, '7.0.0'],
] as const)('after %s, %j is %s', (newest, wish, next) => {
  expect(nextVersion(newest, wish)).toBe(next);
});

test('versions are compared as numbers', () => {
  expect(newestOf(['0.9.0', '0.10.0', '0.2.11'])).toBe('0.10.0');
  expect(newestOf([])).toBe('0.0.0');
  expect([isNewer('1.0.0', '1.0.0'), isNewer('1.0.1', '1.0.0'), isNewer('1.9.0', '1.10.0')]).toEqual([
    false,
    true,
    false,
  ]);
});

const MINOR = ['--minor', '--changelog', 'first'];

test('without a plugin the bundle of all is meant, and each named one once', () => {
  expect(readArguments(MINOR)).toMatchObject({
    plugins: ['plugin-sync-suite'],
    wish: { kind: 'minor' },
    release: false,
  });
  expect(readArguments(['a', 'b', 'a', ...MINOR, '--release'])).toMatchObject({ plugins: ['a', 'b'], release: true });
});

test.each([
  [[]],
  [['--minor']],
  [['--minor', '--changelog', ' ']],
  [['--changelog', 'x']],
  [['--minor', '--patch', '--changelog', 'x']],
  [['--minor', '--version', '1.0.0', '--changelog', 'x']],
  [['--version', '0.0.0', '--changelog', 'x']],
  [['--version', '1.0', '--changelog', 'x']],
  [['--version', '1.0.0-beta', '--changelog', 'x']],
  [['--minor', '--changelog', 'x'.repeat(1_001)]],
])('%j is refused with a sentence and what to do', (args) => {
  expect(() => readArguments(args)).toThrow(CannotDeploy);
  expect(() => readArguments(args)).toThrow(/\.\n {2}→ .+\.$/);
});

const plugin = (name: string, version: string) => ({
  name,
  version,
  versionSid: `${name}@${version}`,
  url: '',
  phase: 1,
});

test("a customer's other plugins stay in the configuration, as they are", () => {
  const active = { sid: 'FJ1', plugins: [plugin('theirs', '3.0.0'), plugin('ours', '1.0.0')] };
  const wanted = configurationWith(active, [plugin('ours', '1.1.0'), plugin('more', '0.1.0')]);
  expect(wanted.map(({ versionSid, phase }) => [versionSid, phase])).toEqual([
    ['theirs@3.0.0', 1],
    ['ours@1.1.0', 3],
    ['more@0.1.0', 3],
  ]);
  expect(isSame(active.plugins, wanted)).toBe(false);
  expect(isSame(active.plugins, [...active.plugins].reverse())).toBe(true);
});

const states = (...versions: readonly string[]) =>
  versions.map((version) => ({ ours: version === '' ? [] : [plugin('ours', version)] }));

test.each([
  [['1'], undefined],
  [['1', '2'], '1'],
  [['1', '2', '3'], '2'],
  // A rollback to 2, and one more goes to 1, not forth to 3.
  [['1', '2', '3', '2'], '1'],
  [['1', '2', '3', '2', '1'], undefined],
  [['1', '2', '1', '3'], '1'],
  // A release of somebody else in between changes nothing of ours.
  [['1', '2', '2'], '1'],
  [['', '1'], ''],
])('of releases %j the one before the active is %s', (versions, expected) => {
  const before = stateBefore(states(...versions));
  expect(before === null ? undefined : (before.ours[0]?.version ?? '')).toBe(expected);
});

test.each(['README.md', 'docs/real-account.md'])(
  'each line of %s that deploys is one that this command takes',
  (page) => {
    const text = readFileSync(join(__dirname, '../../..', page), 'utf8');
    const lines = [...text.matchAll(/npm run deploy -- ([^`\n]+)/g)].map(([, line = '']) => line);
    const whole = lines.filter((line) => !line.includes('…'));
    expect(whole.length).toBeGreaterThan(0);
    for (const line of whole) {
      const words = [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, word]) => quoted ?? word ?? '');
      expect(readArguments(words)).toMatchObject({ plugins: ['plugin-sync-suite'], release: true });
    }
  },
);
