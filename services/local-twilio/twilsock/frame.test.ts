import fc from 'fast-check';
import { decodeFrame, encodeFrame } from './frame';

const header = { id: 'TM1', method: 'message' };

/** Any character of any script. The library's own unit of that kind takes a second to be made. */
const character = fc
  .oneof(fc.integer({ min: 0, max: 0xd7ff }), fc.integer({ min: 0xe000, max: 0x10ffff }))
  .map((codePoint) => String.fromCodePoint(codePoint));

test('[TW1] whatever is encoded decodes to the same, in any script', () => {
  fc.assert(
    fc.property(fc.string({ unit: character }), fc.option(fc.jsonValue(), { nil: undefined }), (text, payload) => {
      const json = payload === undefined ? undefined : JSON.stringify(payload);
      const frame = decodeFrame(encodeFrame({ ...header, text }, json));
      const known = JSON.parse(JSON.stringify(text)) as string;
      expect(frame?.header).toMatchObject({ ...header, text: known, payload_size: Buffer.byteLength(json ?? '') });
      expect(frame?.payload.toString()).toBe(json ?? '');
    }),
  );
});

test('[TW1] sizes are bytes, not characters', () => {
  const frame = encodeFrame(header, '{"name":"Zoë"}').toString();
  expect(frame).toBe(
    'TWILSOCK V3.0 48\r\n{"id":"TM1","method":"message","payload_size":15}\r\n{"name":"Zoë"}\r\n'.replace(
      '48',
      String(Buffer.byteLength('{"id":"TM1","method":"message","payload_size":15}')),
    ),
  );
});

test('[TW1] a payload without the last line break, as the SDK sends it, is read as well', () => {
  const frame = encodeFrame(header, '{"a":1}');
  expect(decodeFrame(frame.subarray(0, -2))).toEqual(decodeFrame(frame));
});

test('[TW2] a packet cut anywhere is refused, never misread', () => {
  const frame = encodeFrame({ ...header, note: 'Zoë' }, '{"a":"ü"}');
  fc.assert(
    fc.property(fc.integer({ min: 0, max: frame.length - 3 }), (length) => {
      expect(decodeFrame(frame.subarray(0, length))).toBeNull();
    }),
  );
});

test('[TW2] random bytes are refused without an exception', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      expect(decodeFrame(Buffer.from(bytes))).toBeNull();
    }),
  );
});

test.each([
  ['header size that is too small', 'TWILSOCK V3.0 5\r\n{"id":"a","method":"b"}\r\n'],
  ['header that is no object', 'TWILSOCK V3.0 2\r\n[]\r\n'],
  ['header without a method', 'TWILSOCK V3.0 10\r\n{"id":"a"}\r\n'],
  ['negative payload size', 'TWILSOCK V3.0 41\r\n{"id":"a","method":"b","payload_size":-1  }\r\n'],
  ['older protocol', 'TWILSOCK V2.0 23\r\n{"id":"a","method":"b"}\r\n'],
])('[TW2] a %s is refused', (_what, text) => {
  expect(decodeFrame(Buffer.from(text))).toBeNull();
});
