import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { checkToolchain, toolchainFinding } from './toolchain';

let home: string;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'toolchain-'));
});
afterEach(() => rm(home, { recursive: true }));

async function put(file: string, content: object): Promise<void> {
  await mkdir(dirname(join(home, file)), { recursive: true });
  await writeFile(join(home, file), JSON.stringify(content));
}

test.each([
  ['4.47.0', '5.9.3', 'right'],
  ['4.47.0', '4.9.5', 'right'],
  ['4.47.0', '6.0.3', 'right'],
  ['5.102.0', '5.9.3', 'wrong'],
  ['4.47.0', '7.0.2', 'wrong'],
  ['4.47.0', null, 'unknown'],
])('a CLI that builds with webpack %s and TypeScript %s is %s', (webpack, typescript, state) => {
  expect(toolchainFinding({ webpack, typescript }).state).toBe(state);
});

test('nothing is said where the CLI has no commands for plugins', async () => {
  expect(await checkToolchain(home)).toEqual([]);
  await put('.twilio-cli/package.json', { dependencies: {} });
  expect(await checkToolchain(home)).toEqual([]);
});

test('what counts is what the installed plugin gets, its own copy before that beside it', async () => {
  const beside = '.twilio-cli/node_modules';
  await put(`${beside}/@twilio-labs/plugin-flex/package.json`, { version: '7.1.2' });
  await put(`${beside}/webpack/package.json`, { version: '5.102.0' });
  await put(`${beside}/typescript/package.json`, { version: '5.9.3' });
  expect(await checkToolchain(home)).toMatchObject([
    { state: 'wrong', says: expect.stringContaining('webpack 5.102.0') as string },
  ]);
  await put(`${beside}/@twilio-labs/plugin-flex/node_modules/webpack/package.json`, { version: '4.47.0' });
  expect(await checkToolchain(home)).toMatchObject([{ check: 'cli.toolchain', state: 'right' }]);
});

test('a plugin that is linked into the CLI is looked at where it is', async () => {
  const root = join(home, 'apart', 'node_modules', '@twilio-labs', 'plugin-flex');
  await put('.twilio-cli/package.json', {
    oclif: { plugins: ['other', { type: 'link', name: '@twilio-labs/plugin-flex', root }] },
  });
  await put('apart/node_modules/@twilio-labs/plugin-flex/package.json', { version: '7.1.2' });
  await put('apart/node_modules/webpack/package.json', { version: '4.47.0' });
  await put('apart/node_modules/typescript/package.json', { version: '7.0.2' });
  expect(await checkToolchain(home)).toMatchObject([
    { state: 'wrong', says: expect.stringContaining('TypeScript 7.0.2') as string },
  ]);
});
