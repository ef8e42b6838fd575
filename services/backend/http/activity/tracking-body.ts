import { isUtf8 } from 'node:buffer';
import * as v from 'valibot';
import { Refusal } from '../../base/refusal';

/** What a request of Segment's Tracking API holds; the messages are not checked yet. */
export interface TrackingBody {
  readonly writeKey: string | null;
  readonly messages: readonly unknown[];
  readonly sentAt: unknown;
  readonly sizeBytes: number;
}

const Body = v.looseObject({
  writeKey: v.optional(v.nullable(v.string())),
  batch: v.optional(v.array(v.unknown())),
  sentAt: v.optional(v.unknown()),
});

/**
 * Reads a batch, or a single message.
 * @param expected `batch`, or the type of a single message that names none; undefined takes either
 * @throws Refusal `invalid`: what is no JSON today is none tomorrow
 */
export function trackingBody(bytes: Buffer, expected: string | undefined): TrackingBody {
  const parsed = v.safeParse(Body, jsonOf(bytes));
  if (!parsed.success || (expected === 'batch' && parsed.output.batch === undefined)) {
    throw new Refusal('invalid', 'invalid_request', 'Send an event, or {"batch": [events]}, as JSON.');
  }
  const { writeKey = null, batch, sentAt, ...message } = parsed.output;
  const type = expected === undefined ? {} : { type: expected };
  return { writeKey, sentAt, sizeBytes: bytes.length, messages: batch ?? [{ ...type, ...message }] };
}

function jsonOf(bytes: Buffer): unknown {
  if (!isUtf8(bytes)) throw new Refusal('invalid', 'invalid_encoding', 'The body is not valid UTF-8.');
  try {
    return JSON.parse(bytes.toString());
  } catch (cause) {
    throw new Refusal('invalid', 'invalid_request', 'The body is not JSON.', { cause });
  }
}
