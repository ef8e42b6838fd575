import { parseWithSchema, type Schema } from '../../contract';
import { copyJson, isSameJson } from './json';
import { errorMessage } from '../sync-error';
import type { SyncIssue } from '../sync-result';

/** A value as the SDK holds it, with the revision it belongs to. */
export interface Payload {
  readonly key: string | number | null;
  readonly data: unknown;
  readonly revision: string;
}

/** A checked value, with the payload version that decides which of two is newer. */
export interface Held<T> {
  readonly value: T;
  readonly v: number | undefined;
}

export type Read<T> =
  { readonly kind: 'value'; readonly held: Held<T> } | { readonly kind: 'issue'; readonly issue: SyncIssue };

/** Turns payloads into checked values that share nothing with the SDK. */
export interface PayloadReader<T> {
  /** @param held what is known for this key; a payload that is older, or says the same, keeps its value */
  read(payload: Payload, held: Held<T> | undefined): Read<T>;
}

export function createPayloadReader<T>(schema: Schema<T>, onIssue: (issue: SyncIssue) => void): PayloadReader<T> {
  /** Revision of the last bad payload of each key: a replay or a reopening must not report it again. */
  const reported = new Map<string | number | null, string>();

  function report(issue: SyncIssue, { key, revision }: Payload): void {
    if (reported.get(key) === revision) return;
    reported.set(key, revision);
    onIssue(issue);
  }

  return {
    read(payload, held) {
      const v = payloadVersion(payload.data);
      if (v !== undefined && held?.v !== undefined && v < held.v) return { kind: 'value', held };
      const parsed = parsePayload(schema, copyJson(payload.data));
      if (!parsed.ok) {
        const issue: SyncIssue = { key: payload.key, path: parsed.path, message: parsed.message };
        report(issue, payload);
        return { kind: 'issue', issue };
      }
      const isSame = held !== undefined && isSameJson(held.value, parsed.value);
      return { kind: 'value', held: { value: isSame ? held.value : parsed.value, v } };
    },
  };
}

/** Projected payloads carry `v`, a number that never goes down; other payloads are taken as they come. */
function payloadVersion(data: unknown): number | undefined {
  if (typeof data !== 'object' || data === null || !('v' in data)) return undefined;
  return typeof data.v === 'number' ? data.v : undefined;
}

/** A schema that throws must not break the SDK's dispatch: its message becomes an issue like any other. */
export function parsePayload<T>(schema: Schema<T>, data: unknown): ReturnType<typeof parseWithSchema<T>> {
  try {
    return parseWithSchema(schema, data);
  } catch (error) {
    return { ok: false, path: '', message: errorMessage(error) };
  }
}
