import fc from 'fast-check';
import { RETRY, RETRY_FORBIDDEN } from '../backoff';
import { SyncError, type SyncErrorCode } from '../sync-error';
import {
  CLOSED,
  isCutShort,
  isEstablished,
  resourceStep,
  retryBackoff,
  type ResourceEvent,
  type ResourceState,
} from './resource-state';

const after = (...events: readonly ResourceEvent[]): ResourceState => events.reduce(resourceStep, CLOSED);
const opening: ResourceEvent = { type: 'opening' };
const opened: ResourceEvent = { type: 'opened' };
const settled: ResourceEvent = { type: 'settled' };
const subscribed = (isEstablished: boolean): ResourceEvent => ({ type: 'subscribed', isEstablished });
const failed = (code: SyncErrorCode, isFollowed = true): ResourceEvent => ({
  type: 'failed',
  error: new SyncError(code, code),
  isFollowed,
});

describe('[R8] an object that is opened', () => {
  it('is followed once it is open and its subscription is established, in whichever order that is told', () => {
    expect(isEstablished(after(opening, opened))).toBe(false);
    expect(isEstablished(after(opening, subscribed(true)))).toBe(false);
    expect(isEstablished(after(opening, opened, subscribed(true)))).toBe(true);
    expect(isEstablished(after(opening, subscribed(true), opened))).toBe(true);
    expect(isEstablished(after(opening, opened, subscribed(true), subscribed(false)))).toBe(false);
  });

  it('is taken to be followed when it has settled and nobody said anything, not when somebody said no', () => {
    expect(isEstablished(after(opening, opened, settled))).toBe(true);
    expect(isEstablished(after(opening, opened, subscribed(false), settled))).toBe(false);
  });

  it('knows nothing of the subscription of an opening before', () => {
    expect(isEstablished(after(opening, opened, subscribed(true), failed('removed'), opening, opened))).toBe(false);
  });
});

describe('[R3] an object that fails', () => {
  it.each<[SyncErrorCode, unknown]>([
    ['not-found', RETRY],
    ['forbidden', RETRY_FORBIDDEN],
    ['too-many-subscriptions', null],
    ['disconnected', RETRY],
  ])('as %s waits for the next try as long as that is worth', (code, backoff) => {
    expect(retryBackoff(after(opening, failed(code)))).toBe(backoff);
    expect(retryBackoff(after(opening, failed(code, false)))).toBeNull();
    expect(isCutShort(after(opening, failed(code)))).toBe(code === 'disconnected');
  });

  it('shows its error until it is open again; a lost connection is none', () => {
    const { error } = after(opening, failed('forbidden'), opening, failed('disconnected'));
    expect(error?.code).toBe('forbidden');
    expect(after(opening, failed('forbidden'), opening, opened).error).toBeNull();
    expect(after(opening, failed('disconnected')).error).toBeNull();
  });

  it('counts its failures over openings that last a moment, and begins anew with one that settles or another client', () => {
    const twice = [opening, opened, failed('removed'), opening, opened, failed('removed')];
    expect(after(...twice).attempts).toBe(2);
    expect(after(...twice, opening, opened, settled).attempts).toBe(0);
    expect(after(...twice, { type: 'replaced' })).toMatchObject({ attempts: 0, phase: { kind: 'closed' } });
  });
});

const anyEvent = fc.oneof(
  fc.constantFrom<ResourceEvent>(opening, opened, settled, { type: 'released' }, { type: 'replaced' }),
  fc.boolean().map(subscribed),
  fc.constantFrom<SyncErrorCode>('not-found', 'forbidden', 'disconnected').map((code) => failed(code)),
);

it('[R2] is never open without having been opened, and nothing happens once it is shut', () => {
  fc.assert(
    fc.property(fc.array(anyEvent, { maxLength: 25 }), (events) => {
      const states = events.map((_, index) => after(...events.slice(0, index + 1)));
      states.forEach(({ phase }, index) => {
        const before = states[index - 1]?.phase.kind ?? 'closed';
        if (phase.kind === 'open') expect(['opening', 'open']).toContain(before);
      });
      const shut = resourceStep(after(...events), { type: 'shut' });
      for (const event of events) expect(resourceStep(shut, event)).toBe(shut);
    }),
  );
});
