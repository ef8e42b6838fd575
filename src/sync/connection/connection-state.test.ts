import fc from 'fast-check';
import {
  connectionOf,
  connectionStep,
  refusalOf,
  type ConnectionEvent,
  type ConnectionState,
} from './connection-state';

const after = (...events: readonly ConnectionEvent[]): ConnectionState =>
  events.reduce<ConnectionState>(connectionStep, { kind: 'unused' });
const shownAfter = (...events: readonly ConnectionEvent[]): unknown => connectionOf(after(...events));

const used: ConnectionEvent = { type: 'used', at: 1 };
const up: ConnectionEvent = { type: 'up' };
const lost: ConnectionEvent = { type: 'lost' };
const down = (at: number): ConnectionEvent => ({ type: 'down', at });
const twilioSays = (reason: string, isFinal = false): ConnectionEvent => ({
  type: 'problem',
  problem: { reason, code: '20104', by: 'twilio' },
  isFinal,
});
const hostSays = (reason: string, isDenied = false): ConnectionEvent => ({
  type: 'tokenProblem',
  problem: { reason, code: null, by: 'host', isDenied },
});
const tokenGiven = (isFirst: boolean): ConnectionEvent => ({ type: 'tokenGiven', isFirst });

describe('[R21] a connection that is away', () => {
  it('is no news before anything was opened, nor while it first connects', () => {
    expect([shownAfter(), shownAfter(lost, up), shownAfter(used)]).toEqual(
      Array.from({ length: 3 }, () => ({ status: 'connecting' })),
    );
  });

  it('is reconnecting since the moment it went, through all states of the SDK, and lost after a while', () => {
    expect(shownAfter(used, up, down(5), down(6))).toEqual({ status: 'reconnecting', since: 5 });
    expect(shownAfter(used, up, down(5), lost, down(9))).toEqual({ status: 'lost', since: 5, reason: null });
    expect(shownAfter(used, up, down(5), lost, up, down(9))).toEqual({ status: 'reconnecting', since: 9 });
    expect(shownAfter(used, lost)).toEqual({ status: 'lost', since: 1, reason: null });
  });

  it('is put down to the host until that has given a token', () => {
    const away = [used, hostSays('Away'), lost];
    expect(shownAfter(...away)).toEqual({ status: 'lost', since: 1, reason: 'Away', cause: 'no-token' });
    expect(shownAfter(...away, tokenGiven(true))).toEqual({ status: 'lost', since: 1, reason: null });
    expect(shownAfter(used, up, hostSays('Away'))).toEqual({ status: 'connected' });
    expect(shownAfter(used, up, hostSays('Away'), down(5), lost)).toMatchObject({ cause: 'no-token' });
  });
});

describe('[R20] a refusal', () => {
  it('of the host ends with its next token, that of Twilio only with a connection', () => {
    expect(shownAfter(used, hostSays('No', true))).toEqual({ status: 'denied', reason: 'No' });
    expect(shownAfter(used, hostSays('No', true), tokenGiven(true))).toEqual({ status: 'connecting' });
    expect(shownAfter(used, hostSays('No', true), tokenGiven(false))).toMatchObject({ status: 'denied' });
    expect(shownAfter(used, hostSays('No', true), up, down(5))).toEqual({ status: 'reconnecting', since: 5 });
  });

  it('is put down to what Twilio said last, or to its closing; to nothing once the SDK has given up', () => {
    expect(refusalOf(after(used, down(2)))).toEqual({ reason: 'Twilio closed the connection', code: null });
    expect(refusalOf(after(used, twilioSays('Expired')))).toMatchObject({ reason: 'Expired', code: '20104' });
    expect(refusalOf(after(used, twilioSays('Broken', true)))).toBeUndefined();
    expect(refusalOf(after(used, up))).toBeUndefined();
  });
});

it('has failed for good with a final problem, whatever else is known, until another client takes its place', () => {
  const failed = [used, up, down(5), hostSays('No', true), twilioSays('Broken', true), lost];
  expect(shownAfter(...failed)).toEqual({ status: 'failed', reason: 'Broken', code: '20104' });
  expect(shownAfter(...failed, { type: 'replaced', at: 9 })).toEqual({ status: 'lost', since: 5, reason: null });
  expect(shownAfter(used, up, { type: 'replaced', at: 9 })).toEqual({ status: 'reconnecting', since: 9 });
});

const anyEvent = fc.constantFrom<ConnectionEvent>(
  used,
  up,
  lost,
  down(3),
  twilioSays('a'),
  twilioSays('b', true),
  hostSays('c'),
  hostSays('d', true),
  tokenGiven(false),
  { type: 'replaced', at: 4 },
);

it('[R21] whatever happened, a connection wipes the slate, and nothing happens after the end', () => {
  fc.assert(
    fc.property(fc.array(anyEvent, { maxLength: 25 }), (events) => {
      const state = after(used, ...events);
      expect(connectionOf(connectionStep(state, up))).toEqual({ status: 'connected' });
      expect(connectionOf(connectionStep(connectionStep(state, up), down(7)))).toEqual({
        status: 'reconnecting',
        since: 7,
      });
      const stopped = connectionStep(state, { type: 'stopped' });
      for (const event of events) expect(connectionStep(stopped, event)).toBe(stopped);
    }),
  );
});
