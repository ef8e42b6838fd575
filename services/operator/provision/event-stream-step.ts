import { EVENT_STREAMS_PATH } from '../account/addresses';
import { neededTypes, type EventStream } from '../account/event-stream';
import { OUR_NAME, type Installation } from './installation';
import type { Step } from './step';

const NAME = 'Event Streams';
/** The version of TaskRouter's schema that the backend was written for. */
const SCHEMA_VERSION = 4;

/**
 * The other way in which events come: a sink and a subscription of its own, beside whatever else the account has. Only where
 * it is asked for, or was before.
 *
 * @param stream as it stands; null where there is none
 */
export async function eventStreamSteps(
  installation: Installation,
  stream: EventStream | null,
): Promise<readonly Step[]> {
  const { client, usesEventStreams } = installation;
  if (stream === null) return usesEventStreams ? [makeSink(installation, await neededTypes(client))] : [];
  const { sinkSid, missing } = stream;
  if (missing.length === 0) return [{ kind: 'done', name: NAME, says: `${sinkSid} brings the events to the backend` }];
  return [
    {
      kind: 'change',
      name: NAME,
      says: `subscribe ${sinkSid}, which calls the backend, to ${countOf(missing)} more`,
      apply: async () => {
        await subscribe(installation, stream, missing);
        return `${sinkSid} brings ${countOf(missing)} more.`;
      },
    },
  ];
}

function makeSink(installation: Installation, types: readonly string[]): Step {
  const destination = installation.publicBaseUrl + EVENT_STREAMS_PATH;
  return {
    kind: 'change',
    name: NAME,
    says: `make a sink named “${OUR_NAME}”, which calls ${destination}, and subscribe it to ${countOf(types)} of TaskRouter`,
    apply: async () => {
      const { sid: sinkSid } = await installation.client.events.v1.sinks.create({
        description: OUR_NAME,
        sinkConfiguration: { destination, method: 'POST', batch_events: true },
        sinkType: 'webhook',
      });
      await subscribe(installation, { sinkSid, subscriptionSid: null }, types);
      return `${sinkSid} is made, and brings ${countOf(types)}.`;
    },
  };
}

async function subscribe(
  { client }: Installation,
  { sinkSid, subscriptionSid }: Pick<EventStream, 'sinkSid' | 'subscriptionSid'>,
  types: readonly string[],
): Promise<void> {
  const { subscriptions } = client.events.v1;
  if (subscriptionSid === null) {
    const wanted = types.map((type) => ({ type, schema_version: SCHEMA_VERSION }));
    await subscriptions.create({ description: OUR_NAME, sinkSid, types: wanted });
    return;
  }
  const { subscribedEvents } = subscriptions(subscriptionSid);
  for (const type of types) await subscribedEvents.create({ type, schemaVersion: SCHEMA_VERSION });
}

const countOf = (types: readonly string[]): string =>
  types.length === 1 ? `the events ${types.join()}` : `${String(types.length)} types of events`;
