import { BackendHeartbeat } from './backend-heartbeat';
import { CannedFavorite, CannedResponse, CannedResponseItem, CannedResponsesLink } from './canned-response';
import {
  EditableResponse,
  ImportReport,
  LibrariesAnswer,
  Library,
  LibraryPatch,
  NewLibrary,
  NewResponse,
  PortableResponse,
  ResponsePatch,
  ResponsesPage,
  ResponsesQuery,
  ResponseUse,
  ResponseVersions,
  RestoreVersion,
  SimilarAnswer,
  SimilarRequest,
} from './canned-responses-api';
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
  CannedFavorite: [CannedFavorite, '3aaf117b7de2c4e9'],
  CannedResponse: [CannedResponse, '4625fd12f2fbf060'],
  CannedResponseItem: [CannedResponseItem, '82487349b99eb77f'],
  CannedResponsesLink: [CannedResponsesLink, 'fa1e99ff3fdfc7c9'],
  EditableResponse: [EditableResponse, 'e1c2a5f725907659'],
  ImportReport: [ImportReport, '10bc6c8ca55b1402'],
  LibrariesAnswer: [LibrariesAnswer, '4d7c16af65814a9d'],
  Library: [Library, '4545e3410daa4d43'],
  LibraryPatch: [LibraryPatch, 'bf7c7140287d75ba'],
  NewLibrary: [NewLibrary, 'cd8d1aaa45853128'],
  NewResponse: [NewResponse, '875ebf83650f6f8d'],
  PortableResponse: [PortableResponse, '94e61e3337b84ee5'],
  ResponsePatch: [ResponsePatch, '38de3664e77c108e'],
  ResponsesPage: [ResponsesPage, 'f6b17aafe7476eb9'],
  ResponsesQuery: [ResponsesQuery, '2e9782dcbe9159ee'],
  ResponseUse: [ResponseUse, 'ea4a5980dcd9e97e'],
  ResponseVersions: [ResponseVersions, '776d8c03c83b4d0d'],
  RestoreVersion: [RestoreVersion, 'ba652d226acf66f4'],
  SimilarAnswer: [SimilarAnswer, '982d0d7cfdeb7786'],
  SimilarRequest: [SimilarRequest, '680814b45eb00032'],
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
