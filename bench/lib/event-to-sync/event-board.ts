import { basicAuth, createControlPlane } from '../../../e2e/support/control-plane';
import { waitFor } from '../../../e2e/support/wait-for';
import { viewBoard, type BoardView } from './board-view';
import type { WatchPart } from './board-watch';
import { loadOf } from './event-load';
import type { EventStage } from './event-stage';
import { queueSidOf } from '../queues';
import { beginningOf, sendLoad } from './send-load';
import { startThread } from './thread-roles';

const IDENTITY = 'bench.supervisor';
/** Events a second that bring the Documents into being. */
const FIRST_RATE = 100;
const GRANTS_AT_ONCE = 16;

/**
 * Gives every queue a task, so that its Document comes into being, and has a thread subscribe to all of them with the
 * genuine SDK. Tasks are counted from 0.
 */
export async function openBoard(script: string, stage: EventStage, queues: number): Promise<BoardView> {
  await touchQueues(script, stage, queues, 0);
  await grantAll(stage, await documentsOf(stage, queues));
  return watchQueues(script, stage, queues);
}

/** One new task in each queue, so that each Document is written. */
export async function touchQueues(script: string, stage: EventStage, queues: number, firstTask: number): Promise<void> {
  const beginsAt = beginningOf(queues);
  const load = loadOf({ mix: 'arrivals', queues, rate: FIRST_RATE, events: queues, beginsAt, firstTask });
  await sendLoad(script, stage, load, beginsAt);
}

/** Subscribes to Documents that are there and may be read. */
async function watchQueues(script: string, { health }: EventStage, queues: number): Promise<BoardView> {
  const answer = await fetch(`${urlOf(health.urls['sync'])}/emulator/tokens`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ identity: IDENTITY }),
  });
  const { token } = (await answer.json()) as { token: string };
  const part: WatchPart = { role: 'watch', token, twilsockUri: health.urls['twilsock'] ?? '', queues };
  return viewBoard(startThread(script, part));
}

/** Where Local Twilio is. */
const urlOf = (address = ''): string => new URL(address).origin;

/** SIDs of the Documents of the queues, once they are all there. */
function documentsOf({ health }: EventStage, queues: number): Promise<readonly string[]> {
  const control = createControlPlane(urlOf(health.urls['sync']));
  const names = new Set(Array.from({ length: queues }, (_each, index) => `queue.${queueSidOf(index + 1)}`));
  return waitFor(`${String(queues)} Documents`, async () => {
    const there = (await control.usage()).filter(({ uniqueName }) => names.has(uniqueName ?? ''));
    return there.length === queues ? there.map(({ sid }) => sid) : null;
  });
}

async function grantAll({ health }: EventStage, documents: readonly string[]): Promise<void> {
  const service = `${health.urls['sync'] ?? ''}/v1/Services/${health.syncServiceSid}`;
  const waiting = [...documents];
  const lane = async (): Promise<void> => {
    for (let sid = waiting.pop(); sid !== undefined; sid = waiting.pop()) {
      const answer = await fetch(`${service}/Documents/${sid}/Permissions/${IDENTITY}`, {
        method: 'POST',
        headers: { authorization: basicAuth(health) },
        body: new URLSearchParams({ Read: 'true', Write: 'false', Manage: 'false' }),
      });
      if (!answer.ok) throw new Error(`Sync refused a permission: ${String(answer.status)}`);
    }
  };
  await Promise.all(Array.from({ length: GRANTS_AT_ONCE }, lane));
}
