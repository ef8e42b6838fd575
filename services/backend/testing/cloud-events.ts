import { createHash, createHmac } from 'node:crypto';
import type { CallbackForm } from '../ingest/normalize-callback';

/** What Event Streams gives as numbers. */
const NUMBERS = /(Age|Priority|Version|Capacity|Count|Timeout)$/;

/** The event of a callback as Event Streams delivers it: names, instants, numbers and booleans of its own. */
export function cloudEventOf(form: CallbackForm): Record<string, unknown> {
  const { EventType = '', Sid, TimestampMs, AccountSid, ...fields } = form;
  const time = new Date(Number(TimestampMs)).toISOString();
  const payload = Object.entries(fields)
    .filter(([name]) => name !== 'Timestamp')
    .map(([name, value]) => [snakeCase(name), payloadValue(name, value)]);
  const type = EventType.replace('expression.updated', 'expression-updated');
  return {
    specversion: '1.0',
    type: `com.twilio.taskrouter.${type}`,
    source: `/v1/Workspaces/${fields['WorkspaceSid'] ?? ''}`,
    id: `EZ${Sid?.slice(2) ?? ''}`,
    dataschema: 'https://events-schemas.twilio.com/TaskRouter.WDSEvent/4',
    datacontenttype: 'application/json',
    time,
    data: {
      ...{ sid: Sid, account_sid: AccountSid, timestamp: time, level: 'INFO', product_name: 'TaskRouter' },
      payload_type: 'application/json',
      payload: {
        ...{ sid: Sid, eventtype: EventType, account_sid: AccountSid, timestamp: time, task_canceled_reason: null },
        ...(Object.fromEntries(payload) as object),
      },
    },
  };
}

const snakeCase = (name: string): string => name.replaceAll(/(?!^)[A-Z]/gu, '_$&').toLowerCase();

function payloadValue(name: string, value: string): string | number {
  if (value === 'true' || value === 'false') return value === 'true' ? 1 : 0;
  return NUMBERS.test(name) ? Number(value) : value;
}

/** A batch as it is delivered: the URL tells the body's hash and is what is signed. */
export function signedBatch(body: string, address: string, authToken: string): { url: string; signature: string } {
  const url = `${address}${address.includes('?') ? '&' : '?'}bodySHA256=${createHash('sha256').update(body).digest('hex')}`;
  return { url, signature: createHmac('sha1', authToken).update(url).digest('base64') };
}
