import {
  cannedFavoritesMap,
  queueDocument,
  queueIndexMap,
  backendHeartbeatDocument,
  recentCallsMap,
  responseDocumentName,
  responseListName,
  type TaskQueueSid,
  type WorkerSid,
} from '@flex-sync-suite/shared/contract';
import { birthFollower, permissionsKey, workerAttributesKey } from '../store/outbox/sync-keys';
import { projectedObject } from './object-keys';

const sid = `WQ${'a'.repeat(32)}` as TaskQueueSid;
const workerSid = `WK${'b'.repeat(32)}` as WorkerSid;

test('knows every object of the contract by its unique name', () => {
  expect(projectedObject(queueDocument(sid).uniqueName)).toEqual({ kind: 'queue', taskQueueSid: sid });
  expect(projectedObject(queueIndexMap.uniqueName)).toEqual({ kind: 'queue-index' });
  expect(projectedObject(backendHeartbeatDocument.uniqueName)).toEqual({ kind: 'heartbeat' });
  expect(projectedObject(recentCallsMap(workerSid).uniqueName)).toEqual({ kind: 'recent-calls', workerSid });
  expect(projectedObject(cannedFavoritesMap(workerSid).uniqueName)).toEqual({ kind: 'favorites', workerSid });
  expect(projectedObject(workerAttributesKey(workerSid))).toEqual({ kind: 'worker-attributes', workerSid });
});

test.each(['global000001', workerSid])('knows Lists and Documents of the library %s', (libraryId) => {
  expect(projectedObject(responseListName(libraryId, 12))).toEqual({ kind: 'response-list', libraryId, n: 12 });
  const responseId = `${libraryId}.response0001`;
  expect(projectedObject(responseDocumentName(responseId))).toEqual({ kind: 'response', responseId });
});

test('knows whose permissions follow when an object is born', () => {
  const followerOf = (key: string) => projectedObject(birthFollower(key));
  expect(projectedObject(permissionsKey('profile.agent.1'))).toEqual({
    kind: 'permissions',
    identity: 'profile.agent.1',
  });
  for (const own of [recentCallsMap(workerSid).uniqueName, responseListName(workerSid, 3)]) {
    expect(followerOf(own)).toEqual({ kind: 'permissions', identity: workerSid });
  }
  const readers = (likeObject: string) => ({ kind: 'readers', likeObject });
  expect(followerOf(queueDocument(sid).uniqueName)).toEqual(readers('queue-index'));
  expect(followerOf(backendHeartbeatDocument.uniqueName)).toEqual(readers('backend-heartbeat'));
  expect(followerOf(responseDocumentName('global000001.response0001'))).toEqual(
    readers(responseListName('global000001', 0)),
  );
});

test.each(['queue.', 'queue.WQ123', 'recent-calls.WK1', 'canned-responses.x', 'canned-response.x.y', ''])(
  'refuses the unknown key "%s"',
  (key) => {
    expect(() => projectedObject(key)).toThrow(`No builder for the Sync object "${key}"`);
  },
);
