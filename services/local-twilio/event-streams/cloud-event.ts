import { randomUUID } from 'node:crypto';
import { account, createSid } from '../base/account';
import { snakeCase } from '../base/snake-case';
import type { TaskRouterEvent } from '../taskrouter/events';
import { SCHEMA_ID, streamTypeOf } from './event-types';

const SCHEMAS = 'https://events-schemas.twilio.com';

/** Fields of the payload that are whole numbers (public schema of Event Streams; the callback has texts). */
const NUMBERS = /_(age|age_in_queue|priority|version|capacity|task_count|timeout|activity|activity_ms)$/u;
/** Fields that are instants, in seconds in the callback. */
const INSTANTS = /^(task_date_created|task_virtual_start_time|task_queue_entered_date|transfer_started)$/u;

/** An event as a CloudEvent 1.0: names as on docs.twilio.com, "Event Types", TaskRouter. A new `id` for each delivery's event. */
export function cloudEventOf(event: TaskRouterEvent, schemaVersion: number): object {
  const time = new Date(event.atMs).toISOString();
  const { Sid, EventType, ...fields } = event.payload;
  const [group] = event.type.split('.');
  return {
    specversion: '1.0',
    type: streamTypeOf(event.type),
    source: `/v1/Workspaces/${fields['WorkspaceSid'] ?? ''}`,
    id: createSid('EZ'),
    dataschema: `${SCHEMAS}/${SCHEMA_ID}/${schemaVersion}`,
    datacontenttype: 'application/json',
    time,
    data: {
      sid: Sid,
      name: event.type.replaceAll(/(?:^|[.-])([a-z])/gu, (_match, letter: string) => letter.toUpperCase()),
      account_sid: account.accountSid,
      timestamp: time,
      level: 'INFO',
      group,
      product_name: 'TaskRouter',
      publisher: fields['WorkspaceName'],
      publisher_metadata: '{}',
      payload_type: 'application/json',
      payload: { sid: Sid, eventtype: EventType, timestamp: time, ...payloadOf(fields) },
    },
  };
}

const payloadOf = (fields: Readonly<Record<string, string>>): object =>
  Object.fromEntries(
    Object.entries(fields)
      .filter(([name]) => !name.startsWith('Timestamp'))
      .map(([name, value]) => [snakeCase(name), payloadValue(snakeCase(name), value)]),
  );

function payloadValue(name: string, value: string): string | number {
  if (value === 'true' || value === 'false') return value === 'true' ? 1 : 0;
  if (INSTANTS.test(name)) return new Date(Number(value) * 1_000).toISOString();
  return NUMBERS.test(name) && /^\d+$/u.test(value) ? Number(value) : value;
}

/** What `POST /Sinks/{DG}/Test` sends (twilio.com/blog, "How to Validate Twilio Event Streams Webhooks"). */
export const testEvent = (): object => ({
  specversion: '1.0',
  type: 'com.twilio.eventstreams.test-event',
  source: 'Sink',
  id: createSid('EZ'),
  dataschema: `${SCHEMAS}/EventStreams.TestSink/1.json`,
  datacontenttype: 'application/json',
  time: new Date().toISOString(),
  data: { test_id: randomUUID() },
});
