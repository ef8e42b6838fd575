import type { FastifyInstance } from 'fastify';
import type { Clock } from '../base/clock';
import type { Metrics } from '../base/metrics';
import type { IngestResult } from '../ingest/ingest';
import type { SignatureCheck } from '../twilio/webhook-signature';
import { signedFormRoute } from './signed-form-route';

/** Path of the workspace's event callback URL. */
export const TASKROUTER_WEBHOOK_PATH = '/webhooks/taskrouter';

export interface TaskRouterWebhookOptions {
  readonly checkSignature: SignatureCheck;
  /** Resolves when the event is committed. */
  readonly accept: (form: Readonly<Record<string, string>>) => Promise<IngestResult>;
  readonly metrics: Metrics;
  readonly clock: Clock;
}

/** `POST /webhooks/taskrouter`: TaskRouter's event callbacks. */
export const taskRouterWebhookRoute = (
  server: FastifyInstance,
  { checkSignature, accept, metrics, clock }: TaskRouterWebhookOptions,
): Promise<void> =>
  signedFormRoute(server, {
    ...{ path: TASKROUTER_WEBHOOK_PATH, checkSignature, metrics, clock },
    take: async (form, receivedAt) => {
      metrics.eventsReceived.inc();
      const { stored, duplicates, dead } = await accept(form);
      metrics.eventsStored.inc(stored);
      metrics.eventsDuplicate.inc(duplicates);
      metrics.eventsDead.inc(dead);
      metrics.ingestCommitSeconds.observe((clock.now() - receivedAt) / 1_000);
    },
  });
