import fc from 'fast-check';
import { NO_TOKEN_YET, tokenStep, type TokenEffect, type TokenEvent, type TokenState } from './token-state';

/** What a keeper does, and where it is, after these events. */
function after(...events: readonly TokenEvent[]): { state: TokenState; effects: readonly TokenEffect[] } {
  return events.reduce<{ state: TokenState; effects: readonly TokenEffect[] }>(
    ({ state, effects }, event) => {
      const step = tokenStep(state, event);
      return { state: step.state, effects: [...effects, ...step.effects] };
    },
    { state: NO_TOKEN_YET, effects: [] },
  );
}
const typesAfter = (...events: readonly TokenEvent[]): string[] => after(...events).effects.map(({ type }) => type);

const renew: TokenEvent = { type: 'renew' };
const renewAfresh: TokenEvent = { type: 'renewAfresh' };
const granted = (token: string, expiresAt?: number): TokenEvent => ({ type: 'granted', grant: { token, expiresAt } });
const away = { reason: 'Away', code: null, by: 'host', isDenied: false } as const;
const notGranted: TokenEvent = { type: 'notGranted', problem: away };
const refused: TokenEvent = { type: 'refused', refusal: { reason: 'Expired', code: '20104' } };
const accepted: TokenEvent = { type: 'accepted' };

describe('[R17] a token', () => {
  it('is asked for once, however often it is wanted, and handed on', () => {
    expect(typesAfter(renew, renew, renew)).toEqual(['ask']);
    expect(after(renew, granted('a')).effects).toEqual([
      { type: 'ask' },
      { type: 'token', grant: { token: 'a', expiresAt: undefined }, isAfresh: false },
    ]);
  });

  it('is renewed before its end, where that is known; one that is held already is no news', () => {
    expect(typesAfter(renew, granted('a', 9), renew, granted('a', 10))).toEqual([
      'ask',
      'renewBefore',
      'token',
      'ask',
      'renewBefore',
    ]);
  });

  it('that the host does not give is asked for again, later with each failure, until one comes', () => {
    const failures = after(renew, notGranted, renew, notGranted, renew, granted('a'), renew, notGranted).effects;
    expect(failures.filter(({ type }) => type === 'retry')).toEqual([
      { type: 'retry', failures: 1, isSlow: false },
      { type: 'retry', failures: 2, isSlow: false },
      { type: 'retry', failures: 1, isSlow: false },
    ]);
  });
});

describe('[R18] a token afresh', () => {
  it('is not the answer to a request from before, which is followed by another', () => {
    expect(after(renew, renewAfresh, renewAfresh, granted('a'), granted('a')).effects).toEqual([
      { type: 'ask' },
      { type: 'token', grant: { token: 'a', expiresAt: undefined }, isAfresh: false },
      { type: 'ask' },
      { type: 'token', grant: { token: 'a', expiresAt: undefined }, isAfresh: true },
    ]);
  });

  it('is still owed after a host that gave none', () => {
    const { effects } = after(renewAfresh, notGranted, renew, granted('a'));
    expect(effects.at(-1)).toMatchObject({ type: 'token', isAfresh: true });
  });

  it('is owed once: what is asked for after it is ordinary', () => {
    const { effects } = after(renewAfresh, granted('a'), renew, granted('b'));
    expect(effects.at(-1)).toMatchObject({ type: 'token', grant: { token: 'b' }, isAfresh: false });
  });
});

describe('[R20] a refusal by Twilio', () => {
  it('is answered at once with another token; the next one in a row is a decision, which is tried again slowly', () => {
    expect(typesAfter(renew, granted('a'), refused)).toEqual(['ask', 'token', 'ask']);
    const { effects } = after(renew, granted('a'), refused, granted('b'), refused);
    expect(effects.slice(-2)).toEqual([
      { type: 'problem', problem: { reason: 'Expired', code: '20104', by: 'twilio', isDenied: true } },
      { type: 'retry', failures: 1, isSlow: true },
    ]);
  });

  it('is over when a token was accepted', () => {
    expect(typesAfter(renew, granted('a'), refused, granted('b'), accepted, refused).at(-1)).toBe('ask');
  });

  it('takes the same token for none', () => {
    const { effects } = after(renew, granted('a'), refused, granted('a'));
    expect(effects.slice(-2).map(({ type }) => type)).toEqual(['problem', 'retry']);
  });
});

const anyEvent = fc.constantFrom(renew, renewAfresh, granted('a', 5), granted('b'), notGranted, refused, accepted);
/** An answer only comes to a request. */
const possible = (events: readonly TokenEvent[]): readonly TokenEvent[] => {
  let state = NO_TOKEN_YET;
  return events.filter((event) => {
    const isAnswer = event.type === 'granted' || event.type === 'notGranted';
    if (isAnswer && state.phase.kind !== 'asking') return false;
    state = tokenStep(state, event).state;
    return true;
  });
};

it('[R17] there is never more than one request under way, and nothing after the end', () => {
  fc.assert(
    fc.property(fc.array(anyEvent, { maxLength: 30 }), (events) => {
      const happened = possible(events);
      const { state, effects } = after(...happened);
      const asked = effects.filter(({ type }) => type === 'ask').length;
      const answered = happened.filter(({ type }) => type === 'granted' || type === 'notGranted').length;
      expect(asked - answered).toBe(state.phase.kind === 'asking' ? 1 : 0);
      const stopped = tokenStep(state, { type: 'stop' });
      expect(stopped.effects).toEqual([{ type: 'stopTimer' }]);
      for (const event of [...happened, granted('c')]) expect(tokenStep(stopped.state, event).effects).toEqual([]);
    }),
  );
});

it('[R18] whoever asks afresh gets a token that was asked for after that, however many failures are between', () => {
  fc.assert(
    fc.property(fc.array(anyEvent, { maxLength: 20 }), fc.nat(5), (events, failures) => {
      let { state } = after(...possible(events));
      state = tokenStep(state, renewAfresh).state;
      // The request of before, if there is one, is not the answer.
      if (state.phase.kind === 'asking' && state.phase.again) state = tokenStep(state, granted('old')).state;
      for (let count = 0; count < failures; count += 1) {
        state = tokenStep(state, notGranted).state;
        state = tokenStep(state, renew).state;
      }
      expect(tokenStep(state, granted('new')).effects).toContainEqual(
        expect.objectContaining({ type: 'token', isAfresh: true }),
      );
    }),
  );
});
