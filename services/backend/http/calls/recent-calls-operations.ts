import {
  RECENT_CALLS_PATH,
  RecentCall,
  RecentCallConflict,
  RecentCallPatch,
  RecentCallsPage,
  RecentCallsQuery,
  ReservationSid,
  RevealedParty,
} from '@flex-sync-suite/shared/contract';
import { Refusal } from '../../base/refusal';
import { workerOf } from '../../commands/caller';
import type { CallCommands } from '../../commands/calls/call-commands';
import { decodeCursor } from '../../commands/calls/call-cursor';
import { serving, type ServedOperation } from '../operations/operation';
import { invalid } from '../operations/parsed';

const BODY_LIMIT_BYTES = 32 * 1_024;
/** Scrolling through years of calls is fine; a script that does it all day is not. */
const READS = { burst: 60, refillMs: 250 };
const EDITS = { burst: 30, refillMs: 1_000 };
/** Numbers are hidden to stop their being collected. */
const REVEALS = { burst: 20, refillMs: 5_000 };

const noSuchCall = (): Refusal => new Refusal('missing', 'not_found', 'You have no such call.');
const one = {
  path: `${RECENT_CALLS_PATH}/{reservationSid}`,
  params: { reservationSid: ReservationSid },
  missing: noSuchCall,
} as const;

/** An agent's own calls. Another agent's call is answered like one that does not exist. */
export const recentCallsOperations = (calls: CallCommands): readonly ServedOperation[] => [
  listCalls(calls),
  readCall(calls),
  editCall(calls),
  revealParty(calls),
];

const listCalls = (calls: CallCommands): ServedOperation =>
  serving(
    {
      method: 'get',
      path: RECENT_CALLS_PATH,
      summary: 'The own calls, newest first.',
      query: RecentCallsQuery,
      answer: RecentCallsPage,
      errors: [403],
      limit: READS,
    },
    async ({ caller, query }) => {
      const cursor = decodeCursor(query.before);
      if (cursor === null) throw invalid('query', 'before');
      return calls.page(workerOf(caller), query, cursor.after);
    },
  );

const readCall = (calls: CallCommands): ServedOperation =>
  serving(
    {
      ...one,
      method: 'get',
      summary: 'One own call, with its whole texts.',
      answer: RecentCall,
      errors: [403],
      limit: READS,
    },
    async ({ caller, params }) => found(await calls.one(workerOf(caller), params.reservationSid)),
  );

const editCall = (calls: CallCommands): ServedOperation =>
  serving(
    {
      ...one,
      method: 'patch',
      summary: 'Saves note and disposition of an own call.',
      body: RecentCallPatch,
      bodyName: 'edit',
      bodyLimitBytes: BODY_LIMIT_BYTES,
      answer: RecentCall,
      errors: [403],
      richErrors: { 409: RecentCallConflict },
      limit: EDITS,
    },
    async ({ caller, params, body }) => {
      const { outcome, call } = found(await calls.edit(workerOf(caller), params.reservationSid, body));
      if (outcome === 'saved') return call;
      const sentence = 'The call was edited meanwhile: look at it as it is now, then save again.';
      throw new Refusal('conflict', 'conflict', sentence, { details: { current: call } });
    },
  );

const revealParty = (calls: CallCommands): ServedOperation =>
  serving(
    {
      ...one,
      method: 'post',
      path: `${one.path}/reveal`,
      summary: 'The address of an own call without a mask; each request is put on record.',
      answer: RevealedParty,
      errors: [403],
      limit: REVEALS,
    },
    async ({ caller, params }) => found(await calls.reveal(workerOf(caller), params.reservationSid)),
  );

function found<T>(result: T | null): T {
  if (result === null) throw noSuchCall();
  return result;
}
