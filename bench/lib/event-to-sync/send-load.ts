import { fromHome } from '../callback-day';
import type { DueEvent } from './event-load';
import type { EventStage } from './event-stage';
import type { SendPart, Sent } from './open-loop';
import { nextMessage, startThread } from './thread-roles';

/** Has a thread of its own send a load whose first event is due at `beginsAt`, in Unix milliseconds. */
export function sendLoad(
  script: string,
  { port, baseUrl, health }: EventStage,
  events: readonly DueEvent[],
  beginsAt: number,
): Promise<Sent> {
  const ours = events.map((event) => ({ ...event, fields: fromHome(event.fields, health) }));
  const part: SendPart = { role: 'send', port, baseUrl, authToken: health.authToken, events: ours, beginsAt };
  return nextMessage<Sent>(startThread(script, part));
}

/** When a load of so many events may begin: they are signed before. Unix milliseconds. */
export const beginningOf = (events: number): number => Date.now() + HEAD_START_MS + events * SIGNING_MS_PER_EVENT;

const HEAD_START_MS = 1_000;
/** A third of it on a machine with nothing else to do. */
const SIGNING_MS_PER_EVENT = 0.3;
