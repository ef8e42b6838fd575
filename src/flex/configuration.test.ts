import { createFakeManager } from '../testing';
import { backendUrl } from './backend/backend-url';
import { flexRegion } from './shared-store/flex-region';
import { hasRole } from './has-role';

const withBackend = (backend_url: unknown): Parameters<typeof backendUrl>[0] =>
  createFakeManager({ uiAttributes: { flex_sync_suite: { backend_url } } }).manager;

afterEach(() => {
  delete process.env['FLEX_APP_BACKEND_URL'];
});

describe('the address of the backend', () => {
  it('comes from the Flex configuration, without a slash at its end', () => {
    process.env['FLEX_APP_BACKEND_URL'] = 'https://built-in.example';
    expect(backendUrl(withBackend('https://backend.example/'))).toBe('https://backend.example');
  });

  it('comes from the build when the Flex configuration has none', () => {
    process.env['FLEX_APP_BACKEND_URL'] = 'http://localhost:4100';
    expect(backendUrl(createFakeManager().manager)).toBe('http://localhost:4100');
  });

  it.each([undefined, '', 'not a url', 7])('that is %p is refused with the names of both settings', (url) => {
    expect(() => backendUrl(withBackend(url))).toThrow(/flex_sync_suite\.backend_url.*FLEX_APP_BACKEND_URL/);
  });
});

describe('the region', () => {
  const regionOf = (environmentConfig: unknown): string | undefined =>
    flexRegion(createFakeManager({ configuration: { sdkOptions: { flex: { environmentConfig } } } }).manager);

  it('is that of Flex, or the one that Flex keeps for other products', () => {
    expect(regionOf({ region: 'ie1' })).toBe('ie1');
    expect(regionOf({ region: 'ie1', regionNonFlex: 'au1' })).toBe('au1');
  });

  it('is left to the SDK when Flex has none', () => {
    expect(regionOf(undefined)).toBeUndefined();
    expect(flexRegion(createFakeManager().manager)).toBeUndefined();
  });
});

describe('a role', () => {
  it('is had when one of those asked for is among the roles of the user', () => {
    const { manager } = createFakeManager({ roles: ['agent', 'wfo.full_access'] });
    expect(hasRole(manager, ['supervisor', 'agent'])).toBe(true);
    expect(hasRole(manager, ['supervisor', 'admin'])).toBe(false);
    expect(hasRole(manager, [])).toBe(false);
  });
});
