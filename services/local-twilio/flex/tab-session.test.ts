import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { runInNewContext } from 'node:vm';

const SCRIPT = readFileSync(resolve(__dirname, '../../../public/tab-session.js'), 'utf8');

/** As much of a browser's storage as Flex UI uses for its session. */
function createWindow() {
  class Storage {
    readonly items = new Map<string, string>();
    getItem(key: string): string | null {
      return this.items.get(key) ?? null;
    }
    setItem(key: string, value: string): void {
      this.items.set(key, value);
    }
    removeItem(key: string): void {
      this.items.delete(key);
    }
  }
  return { Storage, sessionStorage: new Storage(), localStorage: new Storage() };
}

test('[FX19] the session is of this tab whichever storage Flex UI asks, and nothing else is', () => {
  const window = createWindow();
  runInNewContext(SCRIPT, { window });
  const { localStorage, sessionStorage } = window;
  localStorage.setItem('TWILIO_FLEX_SSO', 'alice');
  localStorage.setItem('theme', 'dark');
  expect([...localStorage.items]).toEqual([['theme', 'dark']]);
  expect([...sessionStorage.items]).toEqual([['TWILIO_FLEX_SSO', 'alice']]);
  expect([localStorage, sessionStorage].map((each) => each.getItem('TWILIO_FLEX_SSO'))).toEqual(['alice', 'alice']);
  expect(sessionStorage.getItem('theme')).toBeNull();
  localStorage.removeItem('TWILIO_FLEX_SSO');
  expect(sessionStorage.getItem('TWILIO_FLEX_SSO')).toBeNull();
});
