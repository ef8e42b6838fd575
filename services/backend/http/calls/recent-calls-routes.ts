import {
  RECENT_CALLS_PATH,
  RecentCallPatch,
  RecentCallsQuery,
  ReservationSid,
  WorkerSid,
  type RecentCall,
  type RecentCallsPage,
} from '@flex-sync-suite/shared/contract';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import * as v from 'valibot';
import type { FlexTokenCheck } from '../../twilio/flex-token';
import { decodeCursor } from '../../commands/calls/call-cursor';
import type { CallCommands } from '../../commands/calls/call-commands';
import { allowOrigins, answerPreflight } from '../cors';
import { flexUserOf } from '../flex-caller';
import { Refusal } from '../../base/refusal';
import { createRateLimit, refuseExcess, type RateLimit } from '../rate-limit';

export interface RecentCallsRoutesOptions {
  readonly flexOrigins: readonly string[];
  readonly checkFlexToken: FlexTokenCheck;
  readonly calls: CallCommands;
  readonly now: () => number;
}

const BODY_LIMIT_BYTES = 32 * 1_024;
/** Scrolling through years of calls is fine; a script that does it all day is not. */
const READS = { burst: 60, refillMs: 250 };
const EDITS = { burst: 30, refillMs: 1_000 };
/** Numbers are hidden to stop their being collected. */
const REVEALS = { burst: 20, refillMs: 5_000 };

interface CallParams {
  readonly Params: { readonly reservationSid: string };
}

/**
 * `GET /recent-calls`, `GET` and `PATCH /recent-calls/{WR}`, `POST /recent-calls/{WR}/reveal`: an agent's own calls.
 * Another agent's call is answered like one that does not exist. The worker comes from the validated Flex token alone.
 */
export async function recentCallsRoutes(server: FastifyInstance, options: RecentCallsRoutesOptions): Promise<void> {
  const { flexOrigins, calls, now } = options;
  const reads = createRateLimit(READS);
  const edits = createRateLimit(EDITS);
  const reveals = createRateLimit(REVEALS);
  const callPath = `${RECENT_CALLS_PATH}/:reservationSid`;

  await server.register((scope, _options, done) => {
    // No answer may be kept by anything between us and the agent.
    scope.addHook('onSend', async (_request, reply) => {
      void reply.header('Cache-Control', 'no-store');
    });
    allowOrigins(scope, flexOrigins);
    answerPreflight(scope, RECENT_CALLS_PATH, 'GET');
    answerPreflight(scope, callPath, 'GET, PATCH');
    answerPreflight(scope, `${callPath}/reveal`, 'POST');

    scope.get(RECENT_CALLS_PATH, async (request): Promise<RecentCallsPage> => {
      const workerSid = await workerOf(request, reads);
      const query = v.safeParse(RecentCallsQuery, request.query);
      const cursor = query.success ? decodeCursor(query.output.before) : null;
      if (!query.success || cursor === null) {
        throw new Refusal('invalid', 'invalid_request', `The query is not valid: ${namesOf(query.issues)}.`);
      }
      return calls.page(workerSid, query.output, cursor.after);
    });

    scope.get<CallParams>(callPath, async (request): Promise<RecentCall> => {
      const workerSid = await workerOf(request, reads);
      const call = await calls.one(workerSid, sidOf(request.params.reservationSid));
      if (call === null) throw notFound();
      return call;
    });

    scope.patch<CallParams>(callPath, { bodyLimit: BODY_LIMIT_BYTES }, async (request, reply): Promise<RecentCall> => {
      const workerSid = await workerOf(request, edits);
      const sid = sidOf(request.params.reservationSid);
      const patch = v.safeParse(RecentCallPatch, request.body);
      if (!patch.success) {
        throw new Refusal('invalid', 'invalid_request', `The edit is not valid: ${namesOf(patch.issues)}.`);
      }
      const result = await calls.edit(workerSid, sid, patch.output);
      if (result === null) throw notFound();
      if (result.outcome === 'saved') return result.call;
      return reply.code(409).send({
        code: 'conflict',
        message: 'The call was edited meanwhile: look at it as it is now, then save again.',
        requestId: request.id,
        current: result.call,
      });
    });

    scope.post<CallParams>(`${callPath}/reveal`, { bodyLimit: BODY_LIMIT_BYTES }, async (request) => {
      const workerSid = await workerOf(request, reveals);
      const revealed = await calls.reveal(workerSid, sidOf(request.params.reservationSid));
      if (revealed === null) throw notFound();
      return revealed;
    });
    done();
  });

  async function workerOf(request: FastifyRequest, limit: RateLimit): Promise<WorkerSid> {
    const user = await flexUserOf(options.checkFlexToken, request.headers.authorization);
    refuseExcess(limit(user.identity, now()));
    const workerSid = v.safeParse(WorkerSid, user.workerSid);
    if (!workerSid.success) {
      throw new Refusal('forbidden', 'no_worker', 'This Flex user has no TaskRouter worker, so there are no calls.');
    }
    return workerSid.output;
  }
}

/** Text that is no SID names no call either. */
function sidOf(text: string): ReservationSid {
  const sid = v.safeParse(ReservationSid, text);
  if (!sid.success) throw notFound();
  return sid.output;
}

const notFound = (): Refusal => new Refusal('missing', 'not_found', 'You have no such call.');

/** The names of the wrong fields, never their values: a search may hold a customer's number. */
function namesOf(issues: readonly v.BaseIssue<unknown>[] | undefined): string {
  const names = (issues ?? []).map((issue) => v.getDotPath(issue) ?? 'body');
  return names.length === 0 ? 'before' : [...new Set(names)].join(', ');
}
