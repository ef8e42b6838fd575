import type { FastifyInstance } from 'fastify';
import type { Clock } from '../../base/clock';
import type { Metrics } from '../../base/metrics';
import type { ChangeOutcome } from '../../ingest/activity/change-ingest';
import type { SignatureCheck } from '../../twilio/webhook-signature';
import { signedForm } from '../webhooks/signed-form';
import { signedRoute } from '../webhooks/signed-route';

/** Path of the Sync service's webhook URL. */
export const SYNC_WEBHOOK_PATH = '/webhooks/sync';

export interface SyncWebhookOptions {
  readonly checkSignature: SignatureCheck;
  /** Resolves when the change is committed. */
  readonly accept: (form: Readonly<Record<string, string>>) => Promise<ChangeOutcome>;
  readonly metrics: Pick<Metrics, 'callbacksRefused' | 'syncChanges'>;
  readonly clock: Clock;
}

/** `POST /webhooks/sync`: what the clients of the Sync service change. */
export const syncWebhookRoute = (
  server: FastifyInstance,
  { checkSignature, accept, metrics, clock }: SyncWebhookOptions,
): Promise<void> =>
  signedRoute(server, {
    ...{ path: SYNC_WEBHOOK_PATH, body: signedForm(checkSignature), metrics, clock },
    take: async (form) => {
      metrics.syncChanges.inc({ outcome: await accept(form) });
    },
  });
