import type { Manager } from '@twilio/flex-ui';
import { createSyncStore, pageGlobal, type SyncStore } from '../../sync';
import { backendUrl } from '../backend/backend-url';
import { flexRegion } from './flex-region';
import { flexTokenSource } from '../backend/flex-token-source';
import { requestSyncToken } from './request-sync-token';

const STORE_NAME = 'flex-sync-suite.sync-store@';
/** Raise it with every incompatible change of {@link SyncStore}: plugins are deployed one by one. */
const STORE_VERSION = 1;

/**
 * The Sync store of this page. Whichever plugin comes first creates it, all others get the same one, so that three
 * plugins are one SDK client and one socket a scope. It lives as long as the page: no plugin may shut it down.
 *
 * Nothing that crosses between plugins is compared by identity or `instanceof`: each bundle has its own copy of this
 * code. A plugin built against another {@link STORE_VERSION} gets a store of its own, and says so once.
 *
 * @throws Error when the backend's address is not configured
 */
export function sharedSyncStore(manager: Manager): SyncStore {
  return pageGlobal(STORE_NAME + String(STORE_VERSION), () => {
    warnOfOtherVersions();
    return createFlexStore(manager);
  });
}

function createFlexStore(manager: Manager): SyncStore {
  const url = backendUrl(manager);
  const flexToken = flexTokenSource(manager);
  return createSyncStore({
    getToken: (scope) =>
      requestSyncToken({ scope, backendUrl: url, flexToken, fetch: (...request) => window.fetch(...request) }),
    region: flexRegion(manager),
    onIssue({ kind, uniqueName }, { key, path, message }) {
      // The place and the rule, never the value: it may be a customer's.
      console.warn(`Sync ${kind} ${uniqueName}, item ${String(key)}, "${path}": ${message}`);
    },
  });
}

function warnOfOtherVersions(): void {
  const others = Object.getOwnPropertySymbols(globalThis)
    .map(({ description }) => description ?? '')
    .filter((description) => description.startsWith(STORE_NAME));
  if (others.length === 0) return;
  console.warn(
    `This page already has ${others.join(', ')}; this plugin needs version ${String(STORE_VERSION)} and opens its own ` +
      'connection. Deploy the plugins of the suite together.',
  );
}
