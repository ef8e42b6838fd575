import { account } from '../base/account';
import type { Sink, Subscription } from '../event-streams/event-streams';
import { SCHEMA_ID } from '../event-streams/event-types';
import type { HostRequest } from '../http/host-app';

/** How resources are shown, with links at the address that the caller used. */
export interface EventStreamsViews {
  readonly sink: (sink: Sink) => object;
  readonly subscription: (subscription: Subscription) => object;
  readonly subscribedEvent: (subscription: Subscription, type: string, version: number) => object;
  readonly type: (type: string) => object;
}

export const eventStreamsViews = ({ baseUrl }: HostRequest): EventStreamsViews => ({
  sink: (sink) => {
    const url = `${baseUrl}/v1/Sinks/${sink.sid}`;
    return {
      ...{ sid: sink.sid, description: sink.description, ...datesOf(sink) },
      sink_configuration: { destination: sink.destination, method: 'POST', batch_events: sink.isBatched },
      ...{ sink_type: 'webhook', status: 'active', url },
      links: { sink_test: `${url}/Test`, sink_validate: `${url}/Validate` },
    };
  },
  subscription: (subscription) => {
    const { sid, sinkSid, description } = subscription;
    const url = `${baseUrl}/v1/Subscriptions/${sid}`;
    return {
      ...{ account_sid: account.accountSid, sid, sink_sid: sinkSid, description, ...datesOf(subscription), url },
      links: { subscribed_events: `${url}/SubscribedEvents` },
    };
  },
  subscribedEvent: ({ sid }, type, version) => ({
    ...{ account_sid: account.accountSid, type, schema_version: version, subscription_sid: sid },
    url: `${baseUrl}/v1/Subscriptions/${sid}/SubscribedEvents/${type}`,
  }),
  type: (type) => ({
    ...{ type, schema_id: SCHEMA_ID, status: 'available', description: type, documentation_url: null },
    ...{ date_created: '2020-11-01T00:00:00Z', date_updated: '2020-11-01T00:00:00Z' },
    url: `${baseUrl}/v1/Types/${type}`,
    links: { schema: `${baseUrl}/v1/Schemas/${SCHEMA_ID}` },
  }),
});

const datesOf = ({ createdAt, updatedAt }: Pick<Sink, 'createdAt' | 'updatedAt'>): object => ({
  date_created: isoSeconds(createdAt),
  date_updated: isoSeconds(updatedAt),
});

const isoSeconds = (atMs: number): string => `${new Date(atMs).toISOString().slice(0, 19)}Z`;
