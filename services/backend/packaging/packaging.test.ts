import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { CONFIG_NAMES } from '../config';

const read = (file: string): string => readFileSync(join(__dirname, file), 'utf8');
/** First groups of all matches. */
const all = (pattern: RegExp, text: string): string[] => [...text.matchAll(pattern)].map(([, found = '']) => found);

const main = read('../main.ts');
const dockerfile = read('Dockerfile');
const unit = read('flex-sync-suite.service');
const compose = read('compose.yaml');
const INSIDE = all(/server\.get\('(\/\w+)'/g, read('../http/health-routes.ts'));
const KNOWN = new Set([...CONFIG_NAMES, 'NODE_ENV']);
const CLOSE_LIMIT_SECONDS = Number(/CLOSE_LIMIT_MS = (\d+)_000/.exec(main)?.[1]);

interface Service {
  readonly environment?: Readonly<Record<string, string>>;
  readonly env_file?: readonly string[];
  readonly command?: readonly string[];
  readonly volumes?: readonly string[];
  readonly stop_grace_period?: string;
  readonly deploy?: { readonly replicas: number };
}
const { services } = parse(compose, { merge: true }) as { readonly services: Readonly<Record<string, Service>> };

test('image, unit and compose file set only variables that the backend reads', () => {
  const inImage = all(/(?:^ENV| {4})\s*(\w+)=/gm, dockerfile);
  const inUnit = all(/(\w+)=/g, all(/^Environment=(.*)$/gm, unit).join(' '));
  expect(inImage).toEqual(['NODE_ENV', 'HOST', 'BACKEND_PORT', 'DATA_DIR']);
  expect(inUnit).toEqual(['NODE_ENV', 'DATA_DIR']);
  const { backend, migrate } = services;
  const inCompose = Object.keys({ ...backend?.environment, ...migrate?.environment });
  expect([...inImage, ...inUnit, ...inCompose].filter((name) => !KNOWN.has(name))).toEqual([]);
  expect(inCompose).not.toHaveLength(0);
});

test('what the compose file asks of its environment is in the example, and what it mounts is there', () => {
  const asked = new Set(all(/\$\{(\w+)/g, compose));
  const offered = all(/^(\w+)=/gm, read('compose.env.example'));
  expect([...asked].sort()).toEqual([...offered].sort());
  const mounted = all(/- \.\/([\w.-]+):/g, compose);
  expect(mounted.filter((file) => !existsSync(join(__dirname, file)))).toEqual([]);
  expect(mounted).toContain('roles.sql');
  // The backend does not get the passwords of other roles.
  expect(services['backend']?.env_file).toEqual(['backend.env']);
  expect(services['backend']?.deploy?.replicas).toBe(2);
});

test('image, unit and compose file start what the package has, and let it end', () => {
  const bundles = ['main.js', 'health.js'];
  const started = [...all(/"(?:\/app\/)?([\w-]+\.js)"/g, dockerfile), ...all(/^ExecStart=.* ([\w-]+\.js)$/gm, unit)];
  expect([...new Set(started)].sort()).toEqual([...bundles].sort());
  expect(services['migrate']?.command).toEqual(['migrate']);
  expect(main).toContain("name === 'migrate'");
  expect(CLOSE_LIMIT_SECONDS).toBeGreaterThan(0);
  expect(Number.parseInt(services['backend']?.stop_grace_period ?? '', 10)).toBeGreaterThan(CLOSE_LIMIT_SECONDS);
  expect(Number(/^TimeoutStopSec=(\d+)$/m.exec(unit)?.[1])).toBeGreaterThan(CLOSE_LIMIT_SECONDS);
  const port = /BACKEND_PORT=(\d+)/.exec(dockerfile)?.[1];
  expect(dockerfile).toContain(`EXPOSE ${port ?? ''}\n`);
  expect(services['backend']?.environment?.['BACKEND_PORT']).toBe(port);
  expect(read('Caddyfile')).toContain(`dynamic a backend ${port ?? ''} {`);
});

test('nobody is root, and the root can be read-only', () => {
  expect(dockerfile).toMatch(/^USER [1-9]\d*:[1-9]\d*$/m);
  expect(services['backend']).toMatchObject({ read_only: true, cap_drop: ['ALL'] });
  expect(unit).toMatch(/^DynamicUser=yes$/m);
  expect(unit).toMatch(/^ProtectSystem=strict$/m);
});

test('each proxy that is offered keeps health and metrics inside', () => {
  expect(INSIDE).toEqual(['/livez', '/readyz', '/metrics']);
  const [, denied = ''] = /@inside path (.*)/.exec(read('Caddyfile')) ?? [];
  expect(denied.split(' ')).toEqual(expect.arrayContaining(INSIDE));
  expect(read('Caddyfile')).toContain('respond @inside 404');
  const operations = read('../../../docs/operations.md');
  expect(INSIDE.filter((path) => !new RegExp(`location = ${path} +\\{ return 404; \\}`).test(operations))).toEqual([]);
});
