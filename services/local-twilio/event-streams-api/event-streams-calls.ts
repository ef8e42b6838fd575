import { documentedCalls, PAGING } from '../http/documented-calls';

/** The Event Streams API, as `twilio` 6.2.0 has it from Twilio's OpenAPI. */
export const EVENT_STREAMS_CALLS = documentedCalls('/v1', {
  'GET /Sinks': `InUse Status ${PAGING}`,
  'POST /Sinks': 'Description SinkConfiguration SinkType',
  'GET /Sinks/:sink': '',
  'POST /Sinks/:sink': 'Description',
  'DELETE /Sinks/:sink': '',
  'POST /Sinks/:sink/Test': '',
  'POST /Sinks/:sink/Validate': 'TestId',
  'GET /Subscriptions': `SinkSid ${PAGING}`,
  'POST /Subscriptions': 'Description SinkSid Types',
  'GET /Subscriptions/:subscription': '',
  'POST /Subscriptions/:subscription': 'Description',
  'DELETE /Subscriptions/:subscription': '',
  'GET /Subscriptions/:subscription/SubscribedEvents': PAGING,
  'POST /Subscriptions/:subscription/SubscribedEvents': 'Type SchemaVersion',
  'GET /Subscriptions/:subscription/SubscribedEvents/:type': '',
  'POST /Subscriptions/:subscription/SubscribedEvents/:type': 'SchemaVersion',
  'DELETE /Subscriptions/:subscription/SubscribedEvents/:type': '',
  'GET /Types': `SchemaId ${PAGING}`,
  'GET /Types/:type': '',
  'GET /Schemas/:schema': '',
  'GET /Schemas/:schema/Versions': PAGING,
  'GET /Schemas/:schema/Versions/:version': '',
});
