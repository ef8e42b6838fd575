import type { FastifyInstance } from 'fastify';
import type { Clock } from '../../base/clock';
import type { Metrics } from '../../base/metrics';
import { eventsOfBatch } from '../../ingest/event-stream';
import type { IngestResult } from '../../ingest/ingest';
import type { ReceivedEvent } from '../../ingest/received-event';
import type { SignatureCheck } from '../../twilio/webhook-signature';
import { signedForm } from './signed-form';
import { signedJson } from './signed-json';
import { readAs, signedRoute, type SignedBody } from './signed-route';

/** Path of the workspace's event callback URL. */
export const TASKROUTER_WEBHOOK_PATH = '/webhooks/taskrouter';
/** Path of the destination of an Event Streams sink. */
export const EVENT_STREAMS_WEBHOOK_PATH = '/webhooks/event-streams';

export interface EventRoutesOptions {
  readonly checkSignature: SignatureCheck;
  /** Resolves when all of the events are committed. */
  readonly accept: (events: readonly ReceivedEvent[]) => Promise<IngestResult>;
  readonly metrics: Metrics;
  readonly clock: Clock;
}

/**
 * The two ways in which Twilio tells of events, into the same ingest: `POST /webhooks/taskrouter`, the workspace's event
 * callback, one event as a form; and `POST /webhooks/event-streams`, a batch of CloudEvents.
 */
export async function eventRoutes(server: FastifyInstance, options: EventRoutesOptions): Promise<void> {
  const { checkSignature } = options;
  const callback = readAs(signedForm(checkSignature), (form) => [{ source: 'callback' as const, form }]);
  await eventRoute(server, options, TASKROUTER_WEBHOOK_PATH, callback);
  await eventRoute(server, options, EVENT_STREAMS_WEBHOOK_PATH, readAs(signedJson(checkSignature), eventsOfBatch));
}

const eventRoute = (
  server: FastifyInstance,
  { accept, metrics, clock }: EventRoutesOptions,
  path: string,
  body: SignedBody<readonly ReceivedEvent[]>,
): Promise<void> =>
  signedRoute(server, {
    ...{ path, body, metrics, clock },
    take: async (events, receivedAt) => {
      metrics.eventsReceived.inc(events.length);
      const { stored, duplicates, dead } = await accept(events);
      metrics.eventsStored.inc(stored);
      metrics.eventsDuplicate.inc(duplicates);
      metrics.eventsDead.inc(dead);
      metrics.ingestCommitSeconds.observe((clock.now() - receivedAt) / 1_000);
    },
  });
