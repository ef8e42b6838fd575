import type { Twilio } from 'twilio';
import { isSameAddress } from './addresses';
import { NEEDED_EVENT_TYPES } from './event-types';

/** What Event Streams brings to the backend. */
export interface EventStream {
  readonly sinkSid: string;
  /** One that types can be added to; null where the sink has none. */
  readonly subscriptionSid: string | null;
  /** Types that are needed and that no subscription brings, as Event Streams names them. */
  readonly missing: readonly string[];
}

/** The one schema of TaskRouter's events. */
const SCHEMA_ID = 'TaskRouter.WDSEvent';
const PREFIX = 'com.twilio.taskrouter.';

/**
 * The sink that calls `destination`, with its subscriptions; null where there is none.
 * @throws Error when Twilio does not answer
 */
export async function readEventStream(client: Twilio, destination: string): Promise<EventStream | null> {
  const { sinks, subscriptions } = client.events.v1;
  const sink = (await sinks.list()).find(
    ({ sinkConfiguration, status }) =>
      status !== 'failed' && isSameAddress(destinationOf(sinkConfiguration), destination),
  );
  if (sink === undefined) return null;
  const ours = await subscriptions.list({ sinkSid: sink.sid });
  const types = await Promise.all(ours.map(({ sid }) => subscriptions(sid).subscribedEvents.list()));
  const subscribed = new Set(types.flat().map(({ type }) => type));
  const missing = (await neededTypes(client)).filter((type) => !subscribed.has(type));
  return { sinkSid: sink.sid, subscriptionSid: ours[0]?.sid ?? null, missing };
}

/** Types of Event Streams that the backend's figures are made of, as the account itself spells them. Activities have none. */
export async function neededTypes(client: Twilio): Promise<readonly string[]> {
  const offered = await client.events.v1.eventTypes.list({ schemaId: SCHEMA_ID });
  const needed = new Set(NEEDED_EVENT_TYPES.map(spelling));
  return offered
    .filter(({ status }) => status !== 'discontinued')
    .map(({ type }) => type)
    .filter((type) => type.startsWith(PREFIX) && needed.has(spelling(type.slice(PREFIX.length))));
}

/** Event Streams writes `expression-updated` where callbacks write `expression.updated`. */
const spelling = (type: string): string => type.replaceAll('.', '-');

function destinationOf(configuration: unknown): string {
  if (typeof configuration !== 'object' || configuration === null || !('destination' in configuration)) return '';
  return typeof configuration.destination === 'string' ? configuration.destination : '';
}
