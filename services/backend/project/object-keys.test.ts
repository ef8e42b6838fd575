import {
  queueDocument,
  queueIndexMap,
  backendHeartbeatDocument,
  type TaskQueueSid,
} from '@flex-sync-suite/shared/contract';
import { projectedObject } from './object-keys';

const sid = `WQ${'a'.repeat(32)}` as TaskQueueSid;

test('knows every object of the contract by its unique name', () => {
  expect(projectedObject(queueDocument(sid).uniqueName)).toEqual({ kind: 'queue', taskQueueSid: sid });
  expect(projectedObject(queueIndexMap.uniqueName)).toEqual({ kind: 'queue-index' });
  expect(projectedObject(backendHeartbeatDocument.uniqueName)).toEqual({ kind: 'heartbeat' });
});

test.each(['queue.', 'queue.WQ123', 'recent-calls.WK1', ''])('refuses the unknown key "%s"', (key) => {
  expect(() => projectedObject(key)).toThrow(`No builder for the Sync object "${key}"`);
});
