import { parseJson } from '../base/json';

/** Header of a Twilsock packet. Fields beyond these depend on the method. */
export interface FrameHeader {
  readonly id: string;
  readonly method: string;
  readonly [field: string]: unknown;
}

export interface Frame {
  readonly header: FrameHeader;
  readonly payload: Buffer;
}

const CRLF = '\r\n';
const PREAMBLE = /^TWILSOCK V3\.\d+ (\d+)\r\n/;
const MAX_PREAMBLE_BYTES = 64;

/**
 * One packet of Twilsock V3.0: `TWILSOCK V3.0 <header bytes>`, the header as JSON, the payload; each ends in CRLF.
 * Sizes are bytes of UTF-8, not characters.
 */
export function encodeFrame(header: FrameHeader, payload?: string): Buffer {
  const payloadSize = payload === undefined ? 0 : Buffer.byteLength(payload);
  const json = JSON.stringify({ ...header, payload_size: payloadSize });
  const tail = payload === undefined ? '' : payload + CRLF;
  return Buffer.from(`TWILSOCK V3.0 ${String(Buffer.byteLength(json))}${CRLF}${json}${CRLF}${tail}`);
}

/** Reads the packet in one WebSocket message; null when there is none. A client's payload may lack the last CRLF. */
export function decodeFrame(message: Buffer): Frame | null {
  const preamble = PREAMBLE.exec(message.subarray(0, MAX_PREAMBLE_BYTES).toString('latin1'));
  if (!preamble) return null;
  const headerStart = preamble[0].length;
  const headerEnd = headerStart + Number(preamble[1]);
  if (message.subarray(headerEnd, headerEnd + 2).toString('latin1') !== CRLF) return null;
  const header = parseHeader(message.subarray(headerStart, headerEnd).toString('utf8'));
  if (!header) return null;
  const { payload_size: payloadSize = 0 } = header as { payload_size?: unknown };
  if (typeof payloadSize !== 'number' || !Number.isInteger(payloadSize) || payloadSize < 0) return null;
  const payloadStart = headerEnd + 2;
  const payload = message.subarray(payloadStart, payloadStart + payloadSize);
  const rest = message.subarray(payloadStart + payloadSize).toString('latin1');
  if (payload.length !== payloadSize || (rest !== '' && rest !== CRLF)) return null;
  return { header, payload };
}

function parseHeader(json: string): FrameHeader | null {
  try {
    const value: unknown = parseJson(json);
    if (typeof value !== 'object' || value === null) return null;
    const { id, method } = value as { id?: unknown; method?: unknown };
    return typeof id === 'string' && typeof method === 'string' ? { ...value, id, method } : null;
  } catch {
    return null;
  }
}
