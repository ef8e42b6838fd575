import type { Twilio } from 'twilio';
import * as v from 'valibot';
import { callbackTypeOf } from '../ingest/event-stream';

const Webhook = v.object({ destination: v.string() });

/**
 * Types of events, as callbacks name them, that Event Streams delivers to an address; null where it has no sink for it.
 * @throws TwilioRequestError when Twilio does not answer
 */
export async function readStreamedTypes({ events }: Twilio, destination: string): Promise<ReadonlySet<string> | null> {
  const sinks = (await events.v1.sinks.list()).filter(
    ({ sinkConfiguration, status }) => status !== 'failed' && isFor(sinkConfiguration, destination),
  );
  if (sinks.length === 0) return null;
  const types = new Set<string>();
  for (const { sid: sinkSid } of sinks) {
    for (const { sid } of await events.v1.subscriptions.list({ sinkSid })) {
      for (const { type } of await events.v1.subscriptions(sid).subscribedEvents.list())
        types.add(callbackTypeOf(type));
    }
  }
  return types;
}

/** The query is the operator's own. */
function isFor(configuration: unknown, destination: string): boolean {
  const webhook = v.safeParse(Webhook, configuration);
  return webhook.success && webhook.output.destination.split('?', 1)[0] === destination;
}
