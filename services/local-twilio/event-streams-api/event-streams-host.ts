import { notFound, TaskRouterError } from '../base/task-router-error';
import type { EventStreams } from '../event-streams/event-streams';
import { SCHEMA_ID, STREAM_TYPES } from '../event-streams/event-types';
import { answerRefusals } from '../http/answer-refusals';
import { PAGED } from '../http/documented-calls';
import { createDocumentedHost, type EmulatedRoute } from '../http/documented-host';
import { formOf, type HostApp, type HostRequest, type HostResponse } from '../http/host-app';
import { listPage } from '../http/list-page';
import { withBasicAuth } from '../identity/basic-auth';
import { EVENT_STREAMS_CALLS } from './event-streams-calls';
import { required, sinkOf, typesOf, versionOf } from './event-streams-forms';
import { eventStreamsViews, type EventStreamsViews } from './event-streams-views';

/** Everything about one request. */
interface Asked {
  readonly request: HostRequest;
  /** A segment of the path. */
  readonly named: (name: string) => string;
  readonly form: URLSearchParams;
  readonly streams: EventStreams;
  readonly views: EventStreamsViews;
}

type Route = readonly [call: string, parameters: readonly string[], handle: (asked: Asked) => HostResponse];

/** The Event Streams API (`events.twilio.com`), as the `twilio` helper calls it. */
export const eventStreamsHost = (streams: EventStreams): HostApp =>
  withBasicAuth(
    createDocumentedHost({
      host: 'events.twilio.com',
      calls: EVENT_STREAMS_CALLS,
      routes: [...SINKS, ...SUBSCRIPTIONS, ...SUBSCRIBED_EVENTS, ...TYPES]
        .map((route) => emulated(streams, route))
        .map(answerRefusals(TaskRouterError)),
    }),
  );

function emulated(streams: EventStreams, [call, parameters, handle]: Route): EmulatedRoute {
  const [method = '', path = ''] = call.split(' ', 2);
  return {
    method: method as EmulatedRoute['method'],
    path: `/v1${path}`,
    parameters,
    handle: (request, params) => {
      const named = (name: string): string => params[name] ?? '';
      return handle({ request, named, form: formOf(request), streams, views: eventStreamsViews(request) });
    },
  };
}

const ok = (body: object): HostResponse => ({ status: 200, body });
const created = (body: object): HostResponse => ({ status: 201, body });
const GONE: HostResponse = { status: 204 };

const SINKS: readonly Route[] = [
  [
    'GET /Sinks',
    ['InUse', ...PAGED],
    ({ request, streams, views }) => {
      const isInUse = request.query.get('InUse');
      const wanted = streams.sinks().filter(({ sid }) => isInUse === null || String(streams.isInUse(sid)) === isInUse);
      return ok(listPage(request, 'sinks', wanted.map(views.sink)));
    },
  ],
  [
    'POST /Sinks',
    ['Description', 'SinkConfiguration', 'SinkType'],
    ({ streams, form, views }) => created(views.sink(streams.createSink(sinkOf(form)))),
  ],
  ['GET /Sinks/:sink', [], ({ streams, named, views }) => ok(views.sink(streams.sink(named('sink'))))],
  [
    'POST /Sinks/:sink',
    ['Description'],
    ({ streams, named, form, views }) => {
      const sink = streams.sink(named('sink'));
      sink.description = required(form, 'Description');
      streams.touch(sink);
      return ok(views.sink(sink));
    },
  ],
  [
    'DELETE /Sinks/:sink',
    [],
    ({ streams, named }) => {
      streams.removeSink(named('sink'));
      return GONE;
    },
  ],
  [
    'POST /Sinks/:sink/Test',
    [],
    ({ streams, named }) => {
      streams.test(named('sink'));
      return created({ result: 'submitted' });
    },
  ],
  [
    'POST /Sinks/:sink/Validate',
    ['TestId'],
    ({ streams, named, form }) => {
      streams.sink(named('sink'));
      required(form, 'TestId');
      return created({ result: 'valid' });
    },
  ],
];

const SUBSCRIPTIONS: readonly Route[] = [
  [
    'GET /Subscriptions',
    ['SinkSid', ...PAGED],
    ({ request, streams, views }) => {
      const sinkSid = request.query.get('SinkSid');
      const wanted = streams.subscriptions().filter((each) => sinkSid === null || each.sinkSid === sinkSid);
      return ok(listPage(request, 'subscriptions', wanted.map(views.subscription)));
    },
  ],
  [
    'POST /Subscriptions',
    ['Description', 'SinkSid', 'Types'],
    ({ streams, form, views }) => {
      const types = typesOf(form);
      const subscription = streams.createSubscription(required(form, 'Description'), required(form, 'SinkSid'), types);
      return created(views.subscription(subscription));
    },
  ],
  [
    'GET /Subscriptions/:subscription',
    [],
    ({ streams, named, views }) => ok(views.subscription(streams.subscription(named('subscription')))),
  ],
  [
    'POST /Subscriptions/:subscription',
    ['Description'],
    ({ streams, named, form, views }) => {
      const subscription = streams.subscription(named('subscription'));
      subscription.description = form.get('Description') ?? subscription.description;
      streams.touch(subscription);
      return ok(views.subscription(subscription));
    },
  ],
  [
    'DELETE /Subscriptions/:subscription',
    [],
    ({ streams, named }) => {
      streams.removeSubscription(named('subscription'));
      return GONE;
    },
  ],
];

const EVENTS = '/Subscriptions/:subscription/SubscribedEvents';

/** @throws TaskRouterError 404 for a type that the subscription does not have */
function subscribed({ streams, named }: Asked) {
  const [subscription, type] = [streams.subscription(named('subscription')), named('type')];
  const version = subscription.types.get(type);
  if (version === undefined) throw notFound(`SubscribedEvents/${type}`);
  return { subscription, type, version };
}

const SUBSCRIBED_EVENTS: readonly Route[] = [
  [
    `GET ${EVENTS}`,
    PAGED,
    ({ request, streams, named, views }) => {
      const subscription = streams.subscription(named('subscription'));
      const shown = [...subscription.types].map(([type, version]) =>
        views.subscribedEvent(subscription, type, version),
      );
      return ok(listPage(request, 'types', shown));
    },
  ],
  [
    `POST ${EVENTS}`,
    ['Type', 'SchemaVersion'],
    ({ streams, named, form, views }) => {
      const [subscription, type] = [streams.subscription(named('subscription')), required(form, 'Type')];
      streams.subscribe(subscription, type, versionOf(form));
      return created(views.subscribedEvent(subscription, type, subscription.types.get(type) ?? 0));
    },
  ],
  [
    `GET ${EVENTS}/:type`,
    [],
    (asked) => {
      const { subscription, type, version } = subscribed(asked);
      return ok(asked.views.subscribedEvent(subscription, type, version));
    },
  ],
  [
    `POST ${EVENTS}/:type`,
    ['SchemaVersion'],
    (asked) => {
      const { subscription, type } = subscribed(asked);
      asked.streams.subscribe(subscription, type, versionOf(asked.form));
      return ok(asked.views.subscribedEvent(subscription, type, subscription.types.get(type) ?? 0));
    },
  ],
  [
    `DELETE ${EVENTS}/:type`,
    [],
    (asked) => {
      const { subscription, type } = subscribed(asked);
      subscription.types.delete(type);
      return GONE;
    },
  ],
];

const TYPES: readonly Route[] = [
  [
    'GET /Types',
    ['SchemaId', ...PAGED],
    ({ request, views }) => {
      const schemaId = request.query.get('SchemaId') ?? SCHEMA_ID;
      return ok(listPage(request, 'types', schemaId === SCHEMA_ID ? STREAM_TYPES.map(views.type) : []));
    },
  ],
  [
    'GET /Types/:type',
    [],
    ({ named, views }) => {
      if (!STREAM_TYPES.includes(named('type'))) throw notFound(`Types/${named('type')}`);
      return ok(views.type(named('type')));
    },
  ],
];
