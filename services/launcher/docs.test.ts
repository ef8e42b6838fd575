import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { SWITCH_DEFAULTS } from '../../src/contract/settings/setting-names';
import { drawRooms } from './lib/room-graph';
import { undocumentedIn } from './reference/layers';
import { REFERENCE, referencePages } from './reference/pages';
import { guidePages } from './reference/samples';

const ROOT = join(__dirname, '..', '..');
const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');
const SKIPPED = new Set(['node_modules', '.git', '.cache', '.data', 'build', 'test-results', 'results']);

function pagesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return SKIPPED.has(entry.name) ? [] : pagesBelow(path);
    return entry.name.endsWith('.md') ? [relative(ROOT, path)] : [];
  });
}
const PAGES = pagesBelow(ROOT);
/** First cells of the tables of a section, in backticks, one for each name in a cell. */
const namesIn = (section: string): string[] =>
  [...section.matchAll(/^\| (`[^|]*`)\s*\|/gm)].flatMap(([, cell = '']) =>
    [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name),
  );
const sectionOf = (page: string, heading: string): string => {
  const from = page.indexOf(`\n## ${heading}\n`);
  if (from < 0) throw new Error(`There is no section "${heading}"`);
  const to = page.indexOf('\n## ', from + 4);
  return page.slice(from, to < 0 ? undefined : to);
};

test('the picture of the rooms is drawn from the code', () => {
  // To draw it again: node -p "require('./services/launcher/lib/room-graph').drawRooms()"
  expect(/```mermaid\n([\s\S]*?)\n```/.exec(read('docs/architecture.md'))?.[1]).toBe(drawRooms());
});

test.each(PAGES)('%s links to what is there', (page) => {
  const folder = join(ROOT, page, '..');
  const links = [...read(page).matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)(#[^)]*)?\)/g)].map(
    ([, target = '']) => target,
  );
  expect(links.filter((target) => !existsSync(join(folder, decodeURI(target))))).toEqual([]);
});

test.each(PAGES)('%s names files and folders that are there', (page) => {
  const paths = [...read(page).matchAll(/`((?:src|services|plugins|e2e|bench|docs|public)\/[\w./-]+)`/g)];
  const missing = paths
    .map(([, path = '']) => path)
    .filter(
      (path) =>
        !existsSync(join(ROOT, path)) &&
        !existsSync(join(ROOT, page, '..', path)) &&
        !/^(bench\/results|services\/(\w+\/)+build)/.test(path),
    );
  expect(missing).toEqual([]);
});

test('the README lists every command, and none that is not there', () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
  // Steps of `npm run check`, and what npm runs by itself.
  const steps = ['postinstall', 'typecheck', 'lint', 'check:dependencies', 'check:unused', 'format', 'format:check'];
  const told = namesIn(sectionOf(read('README.md'), 'Commands')).map((command) => command.replace(/^npm (run )?/, ''));
  const names = new Set(told.map((command) => command.split(' ')[0]));
  expect([...names].sort()).toEqual(
    Object.keys(scripts)
      .filter((name) => !steps.includes(name))
      .sort(),
  );
});

test('the table of settings has every setting and its default', () => {
  const rows = [...read('docs/settings.md').matchAll(/^\| `([\w.]+)`\s*\| (\w+)/gm)];
  const defaults = Object.entries(SWITCH_DEFAULTS).map(([name, isOn]) => [name, isOn ? 'on' : 'off']);
  expect(rows.map(([, name, byDefault]) => [name, byDefault])).toEqual([['backend_url', 'none'], ...defaults]);
});

test('the benchmarks page lists every figure', () => {
  const figures = readdirSync(join(ROOT, 'bench'))
    .filter((file) => file.endsWith('.ts') && file !== 'run.ts')
    .map((file) => file.slice(0, -3));
  const told = namesIn(read('bench/README.md').split('\n## ')[0] ?? '');
  expect(told.sort()).toEqual(figures.sort());
});

test('the testing page lists every long run', () => {
  const runs = ['scenarios.ts', 'shopping/shopping-run.ts'].map((file) => read(`e2e/chaos/${file}`)).join('\n');
  const names = [...runs.matchAll(/\bname: '([\w-]+)'/g)].map(([, name = '']) => name);
  const told = namesIn(sectionOf(read('docs/testing.md'), 'Chaos'));
  const isTold = (name: string) =>
    told.some((each) => each === name || (each.endsWith('…') && name.startsWith(each.slice(0, -1))));
  expect(names.filter((name) => !name.startsWith('short-') && !isTold(name))).toEqual([]);
  expect(
    told.filter(
      (each) => !names.some((name) => name === each || (each.endsWith('…') && name.startsWith(each.slice(0, -1)))),
    ),
  ).toEqual([]);
});

test('the reference is what `npm run docs` makes of the sources', async () => {
  const pages = await referencePages(ROOT);
  expect(readdirSync(join(ROOT, REFERENCE)).sort()).toEqual([...pages.keys()].sort());
  for (const [page, text] of pages) expect(read(join(REFERENCE, page))).toBe(text);
});

test('the code in the guides is that of the samples, which are checked and run', () => {
  for (const [page, text] of guidePages(ROOT)) expect(read(page)).toBe(text);
});

test('whatever a plugin can import says what it is', () => {
  expect(undocumentedIn(join(ROOT, 'src'))).toEqual([]);
});

test('the testing page lists the versions of Flex UI and the release lines of Node.js that are tried', () => {
  const listIn = (file: string, name: string): string[] => {
    const list =
      new RegExp(`const ${name} = \\[([^\\]]*)\\]`).exec(read(`services/launcher/versions/${file}`))?.[1] ?? '';
    return [...list.matchAll(/'([^']+)'/g)].map(([, version = '']) => version);
  };
  const tried = [
    ...listIn('flex-versions.js', 'TOO_OLD'),
    ...listIn('flex-versions.js', 'SUPPORTED'),
    ...listIn('node-versions.js', 'SUPPORTED'),
  ];
  const told = namesIn(sectionOf(read('docs/testing.md'), 'Other versions of Flex UI and of Node.js'));
  expect(told.map((version) => (/^v?(?:20|22|24)\./.test(version) ? version.slice(0, 2) : version))).toEqual(tried);
});
