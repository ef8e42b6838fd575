import type {
  ExplorerItem,
  ExplorerObject,
  ExplorerService,
  ExplorerServices,
  ExplorerStanding,
  SyncRate,
} from '@flex-sync-suite/shared/contract';

/** What the test's clock shows when a test begins. */
export const NOON = Date.parse('2026-11-30T12:00:00.000Z');
const AT = new Date(NOON).toISOString();
const SID = 'IS00000000000000000000000000000001' as ExplorerService['sid'];
export const BUDGET = { perSecond: 20, left: 18 };

const hex = (index: number): string => index.toString(16).padStart(32, '0');

export const service = (changes: Partial<ExplorerService> = {}): ExplorerService => ({
  sid: SID,
  uniqueName: null,
  friendlyName: 'Suite',
  isSuite: true,
  aclEnabled: true,
  webhookUrl: 'https://suite.example/sync-events',
  webhooksFromRestEnabled: false,
  reachabilityWebhooksEnabled: false,
  ...changes,
});

export const services = (...all: readonly ExplorerService[]): ExplorerServices => ({
  services: all.length === 0 ? [service()] : [...all],
  unreadable: [],
  isLocalTwilio: true,
  budget: BUDGET,
});

const PREFIXES = { document: 'ET', map: 'MP', list: 'ES', stream: 'TO' } as const;

/** The `index`th of a kind. */
export const object = (index: number, changes: Partial<ExplorerObject> = {}): ExplorerObject => ({
  kind: 'document',
  sid: `${PREFIXES[changes.kind ?? 'document']}${hex(index)}`,
  uniqueName: `queue.${index}`,
  createdBy: 'system',
  createdAt: AT,
  updatedAt: AT,
  expiresAt: new Date(NOON + 3_600_000).toISOString(),
  revision: '1',
  bytes: 120,
  isSuite: true,
  ...changes,
});

export const item = (key: string, changes: Partial<ExplorerItem> = {}): ExplorerItem => ({
  key,
  data: { title: `Item ${key}` },
  masked: [],
  revision: '1',
  bytes: 30,
  createdBy: 'WK1',
  createdAt: AT,
  updatedAt: AT,
  expiresAt: null,
  ...changes,
});

export const standing = (changes: Partial<ExplorerStanding> = {}): ExplorerStanding => ({
  readers: [],
  hasMoreReaders: false,
  isOpenToAll: false,
  links: [],
  outbox: null,
  budget: BUDGET,
  ...changes,
});

export const rate = (changes: Partial<SyncRate> = {}): SyncRate => ({
  serviceSid: SID,
  kind: 'document',
  sid: object(1).sid,
  uniqueName: 'queue.1',
  isSuite: true,
  writesIn10s: 20,
  writesIn5min: 200,
  readsIn10s: null,
  bytes: 120,
  limitPerSecond: 20,
  throttledIn10s: 0,
  throttledIn5min: 0,
  waiting: 0,
  lastError: null,
  countedBy: 'outbox',
  ...changes,
});
