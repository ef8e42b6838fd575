import { BackendHeartbeat } from './backend-heartbeat';
import { HttpError } from './http-error';
import { QueueDocument } from './queue-document';
import { QueueIndexItem } from './queue-index';
import { RecentCall } from './recent-call';
import { RecentCallPatch, RecentCallsPage, RecentCallsQuery } from './recent-calls-api';
import { schemaHash } from './schema-hash';
import { SyncTokensRequest, SyncTokensResponse } from './sync-tokens';

/**
 * When this fails, a payload changed. Ask: can a plugin or a backend of the last release still read it? If it can (a
 * field was added that readers ignore), pin the new hash. If it cannot, raise the payload's `schema` number as well and
 * record the decision in docs/decisions.
 */
const PINNED = {
  BackendHeartbeat: [BackendHeartbeat, '4e6a61548b5d6a22'],
  HttpError: [HttpError, 'a8bcea4e4246ab34'],
  QueueDocument: [QueueDocument, 'caccfc54361c2016'],
  QueueIndexItem: [QueueIndexItem, 'a2e8da948de16e06'],
  RecentCall: [RecentCall, 'd5affc94f64d9af2'],
  RecentCallPatch: [RecentCallPatch, 'a58d7562c8a507c0'],
  RecentCallsPage: [RecentCallsPage, '5746faac1805015e'],
  RecentCallsQuery: [RecentCallsQuery, 'a8fc2db5bdc5d9bb'],
  SyncTokensRequest: [SyncTokensRequest, '74d6090bf1f0f2b1'],
  SyncTokensResponse: [SyncTokensResponse, '94b54b71cc82006b'],
} as const;

describe('the payload schemas', () => {
  it.each(Object.entries(PINNED))('%s is the one that deployed plugins know', (_name, [schema, hash]) => {
    expect(schemaHash(schema)).toBe(hash);
  });

  it('are all told apart by their hash', () => {
    const hashes = Object.values(PINNED).map(([schema]) => schemaHash(schema));
    expect(new Set(hashes).size).toBe(hashes.length);
  });
});
