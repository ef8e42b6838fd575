import {
  backendHeartbeatDocument,
  customerMap,
  outboxObject,
  queueDocument,
  recentCallsMap,
  responseDocumentName,
  responseListName,
  type TaskQueueSid,
  type WorkerSid,
} from '@flex-sync-suite/shared/contract';
import { permissionsAfterCreation } from './sync-keys';

const sid = `WQ${'a'.repeat(32)}` as TaskQueueSid;
const workerSid = `WK${'b'.repeat(32)}` as WorkerSid;

test('knows whose permissions follow when an object is new in Sync', () => {
  const followerOf = (key: string) => outboxObject(permissionsAfterCreation(key));
  for (const own of [recentCallsMap(workerSid).uniqueName, responseListName(workerSid, 3)]) {
    expect(followerOf(own)).toEqual({ kind: 'permissions', identity: workerSid });
  }
  const readers = (likeObject: string) => ({ kind: 'readers', likeObject });
  expect(followerOf(queueDocument(sid).uniqueName)).toEqual(readers('queue-index'));
  const customer = customerMap('c'.repeat(32)).uniqueName;
  expect(followerOf(customer)).toEqual(readers(customer));
  expect(followerOf(backendHeartbeatDocument.uniqueName)).toEqual(readers('backend-heartbeat'));
  expect(followerOf(responseDocumentName('global000001.response0001'))).toEqual(
    readers(responseListName('global000001', 0)),
  );
});
