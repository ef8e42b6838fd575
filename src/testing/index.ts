/** Fakes at the ports, for the tests of plugins and of these layers. */
export { createFakeBackend, type FakeBackend } from './fake-backend';
export { createFakeManager, type FakeManager, type FakeManagerOptions } from './fake-manager';
export { fakeStoreSuite, type FakeStoreSuite } from './fake-store-suite';
export { forgetPageGlobals } from './forget-page-globals';
export { loadFlex } from './load-flex';
export { memoryStorage } from './memory-storage';
export { sdkError } from './sdk-error';
export { createFakeSyncStore, type FakeSyncStore } from './fake-sync-store';
export { watchElements, type ElementWatch } from './watch-elements';
export { createViewSuite, passTime, type ViewSuite } from './view-suite';
