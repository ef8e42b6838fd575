import { loadBuilder } from './lib/builder';
import { withinBudget } from './lib/package-backend';

test('an installation without development packages says which command makes one that needs none', () => {
  const missing = () => {
    throw Object.assign(new Error("Cannot find module 'esbuild'"), { code: 'MODULE_NOT_FOUND' });
  };
  expect(() => loadBuilder(missing)).toThrow(/no development packages.*"npm ci".*"npm run package"/);
});

test('a package above its budget names what is largest', () => {
  const sizes = new Map([
    ['main.js', 12_000_000],
    ['node_modules/heavy/all.wasm', 70_000_000],
  ]);
  expect(() => withinBudget(sizes)).toThrow(
    'The package has 82.0 MB, and may have 80 MB at most. The largest: node_modules/heavy/all.wasm 70.0 MB, main.js 12.0 MB.',
  );
  sizes.set('node_modules/heavy/all.wasm', 60_000_000);
  expect(withinBudget(sizes)).toBe(72_000_000);
});
