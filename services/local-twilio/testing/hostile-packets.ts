import type { Random } from '../simulator/random';
import { encodeFrame } from '../twilsock/frame';
import { DEEP, fieldsOf, jsonOf, mostly, NAMES, oneOf, QUERY_FIELDS, textOf, VALUES } from './hostile-values';

/** A packet that a signed-in client might send, with something in it that nobody expects. */
export function packetOf(random: Random): Buffer {
  const path = oneOf(random, [
    '/v3/Documents',
    '/v3/Maps/@',
    '/v3/Maps/@/Items',
    '/v4/Subscriptions',
    '/v3/Insights/@/Items',
  ]);
  const request = {
    host: mostly(random, 'cds.us1.twilio.com', ['aim.us1.twilio.com', '__proto__', 'constructor', '']),
    path: path.replace('@', oneOf(random, NAMES)),
    method: oneOf(random, ['GET', 'POST', 'PUT', 'DELETE', '__proto__']),
    params: { [oneOf(random, QUERY_FIELDS)]: textOf(oneOf(random, VALUES)) },
    headers: { 'If-Match': oneOf(random, NAMES) },
  };
  const method = mostly(random, 'message', [
    'init',
    'update',
    'ping',
    'constructor',
    '__proto__',
    'put_notification_ctx',
  ]);
  const body = oneOf(random, [
    jsonOf(fieldsOf(random, ['unique_name', 'data', 'ttl', 'key', 'query_string'], 0.6)),
    jsonOf(fieldsOf(random, ['action', 'correlation_id', 'requests', 'event_protocol_version'], 0.8)),
    `{"data":${'{"a":'.repeat(DEEP)}1${'}'.repeat(DEEP)}}`,
    '{"query_string":"x constructor 1"}',
    '{"query_string":"x toString 1"}',
    `{"query_string":"${'('.repeat(5_000)}"}`,
    '',
  ]);
  const whole = encodeFrame(
    { id: 'TM1', method, http_request: mostly<unknown>(random, request, VALUES), token: oneOf(random, NAMES) },
    body,
  );
  const shapes = [
    whole.subarray(0, whole.length / 2),
    Buffer.from('TWILSOCK V3.0 99999999999999999999\r\n'),
    Buffer.alloc(0),
  ];
  return mostly(random, whole, [...shapes, Buffer.from([0xff, 0xfe, 0x00]), Buffer.from('TWILSOCK V3.0 2\r\n[]\r\n')]);
}

/** A handshake that Twilsock accepts. */
export const UPGRADE = [
  'GET /__twilio/tsock.us1.twilio.com/v3/wsconnect HTTP/1.1',
  'Host: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
].join('\r\n');

/** WebSocket frames that break RFC 6455. */
export const BROKEN_FRAMES: ReadonlyMap<string, readonly number[]> = new Map([
  ['a frame that is not masked', [0x82, 0x01, 0x41]],
  ['a frame with reserved bits', [0xf2, 0x81, 0, 0, 0, 0, 0x41]],
  ['a frame of an unknown kind', [0x87, 0x81, 0, 0, 0, 0, 0x41]],
  ['a frame of 2^62 bytes', [0x82, 0xff, 0x40, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4]],
  ['a frame of 64 MiB', [0x82, 0xff, 0, 0, 0, 0, 0x04, 0, 0, 0, 1, 2, 3, 4]],
  ['text that is not UTF-8', [0x81, 0x82, 0, 0, 0, 0, 0xc3, 0x28]],
  ['a continuation of nothing', [0x80, 0x81, 0, 0, 0, 0, 0x41]],
  ['a fragmented ping', [0x09, 0x80, 0, 0, 0, 0]],
  ['a close code that does not exist', [0x88, 0x82, 0, 0, 0, 0, 0x03, 0xe5]],
]);
