import * as v from 'valibot';
import { withJsonBody } from '../http/json-body';
import type { Route } from '../http/router';
import type { Fault, Traffic } from '../http/traffic';

/** `GET /emulator/requests?after=` and `DELETE`: the log of API requests, on every surface. */
export const requestRoutes = (traffic: Traffic): readonly Route[] => [
  {
    method: 'GET',
    path: '/emulator/requests',
    handle: ({ query }) => {
      const after = Number(query.get('after') ?? 0);
      if (!Number.isFinite(after)) return { status: 400, body: { message: 'after: expected the id of a request' } };
      return { status: 200, body: { requests: traffic.requestsAfter(after) } };
    },
  },
  {
    method: 'DELETE',
    path: '/emulator/requests',
    handle: () => {
      traffic.clearRequests();
      return { status: 204 };
    },
  },
];

/** A long pattern can be nested so deep that its compilation takes the process down. */
const MAX_PATTERN_LENGTH = 500;

const Pattern = v.pipe(
  v.string(),
  v.check(isPattern, `Expected a regular expression of at most ${MAX_PATTERN_LENGTH} characters`),
);

const FaultRequest = v.strictObject({
  match: v.optional(
    v.strictObject({
      surface: v.optional(v.picklist(['twilsock', 'rest'])),
      method: v.optional(v.string()),
      path: v.optional(Pattern),
      identity: v.optional(v.string()),
    }),
    {},
  ),
  status: v.optional(v.pipe(v.number(), v.integer(), v.minValue(400), v.maxValue(599))),
  code: v.optional(v.pipe(v.number(), v.integer())),
  times: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  probability: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(1))),
  delayMs: v.optional(v.pipe(v.number(), v.minValue(0))),
  dropBefore: v.optional(v.boolean()),
  dropAfter: v.optional(v.boolean()),
});

/** `POST /emulator/faults` → `{id}` and `DELETE`: failures on demand, on every surface. */
export const faultRoutes = (traffic: Traffic): readonly Route[] => [
  {
    method: 'POST',
    path: '/emulator/faults',
    handle: (request) =>
      withJsonBody(request, FaultRequest, (fault) => ({
        status: 201,
        // JSON has no `undefined`: the parser leaves absent fields out.
        body: { id: traffic.addFault(fault as Fault) },
      })),
  },
  {
    method: 'DELETE',
    path: '/emulator/faults',
    handle: () => {
      traffic.clearFaults();
      return { status: 204 };
    },
  },
];

function isPattern(text: string): boolean {
  if (text.length > MAX_PATTERN_LENGTH) return false;
  try {
    // V8 compiles a pattern when it is first used.
    new RegExp(text).test('');
    return true;
  } catch {
    return false;
  }
}
