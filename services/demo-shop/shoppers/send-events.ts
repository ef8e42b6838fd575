import { Analytics } from '@segment/analytics-node';
import type { RawEvent } from './raw-event';

export interface Destination {
  /** Without `/v1`. */
  readonly backendUrl: string;
  readonly writeKey: string;
}

export interface SendOptions extends Destination {
  /** Resolves when an event may leave: for its instant, or for a rate. At once by default. */
  readonly mayLeave?: (event: RawEvent) => Promise<void>;
  /** How long the library may try in vain before the rest is given up: 60 s by default. */
  readonly answerWithinMs?: number;
}

export interface Sent {
  readonly delivered: number;
  /** Given up by the library or for want of an answer, with the reason; by messageId. */
  readonly failed: ReadonlyMap<string, string>;
}

const BATCH = 100;
/** Kept in memory at most, waiting for an answer. */
const IN_FLIGHT = 1000;
const ANSWER_WITHIN_MS = 60_000;

/** Hands events to Segment's genuine library, and waits until each has been delivered or given up. */
export async function sendEvents(events: readonly RawEvent[], options: SendOptions): Promise<Sent> {
  const { backendUrl, writeKey, mayLeave, answerWithinMs = ANSWER_WITHIN_MS } = options;
  const { origin, pathname } = new URL(backendUrl);
  const path = `${pathname.replace(/\/$/, '')}/v1/batch`;
  const analytics = new Analytics({ writeKey, host: origin, path, flushAt: BATCH, flushInterval: 1000 });
  // Each call below tells its own failure; without a listener the library would throw it, too.
  analytics.on('error', () => undefined);
  const outcomes: (string | null | undefined)[] = events.map(() => undefined);
  for (const [index, event] of events.entries()) {
    await mayLeave?.(event);
    handOver(analytics, event, (failure) => {
      outcomes[index] = failure;
    });
    if ((index + 1) % IN_FLIGHT === 0) await analytics.flush({ timeout: answerWithinMs });
  }
  await analytics.closeAndFlush({ timeout: answerWithinMs });
  const failed = events.flatMap(({ messageId }, index) => {
    const outcome = outcomes[index];
    return outcome === null ? [] : [[messageId, outcome ?? 'no answer in time'] as const];
  });
  return { delivered: events.length - failed.length, failed: new Map(failed) };
}

function handOver(analytics: Analytics, event: RawEvent, done: (failure: string | null) => void): void {
  const common = { messageId: event.messageId, timestamp: event.timestamp, context: { ...event.context } };
  const settled = (error?: unknown): void => {
    done(error === undefined ? null : error instanceof Error ? error.message : 'not delivered');
  };
  switch (event.type) {
    case 'page':
      analytics.page({ ...common, ...callerOf(event), properties: { ...event.properties } }, settled);
      return;
    case 'track':
      analytics.track(
        { ...common, ...callerOf(event), event: event.event, properties: { ...event.properties } },
        settled,
      );
      return;
    case 'identify': {
      const { anonymousId, userId, traits } = event;
      analytics.identify({ ...common, anonymousId, userId, traits: { ...traits } }, settled);
      return;
    }
    case 'alias':
      analytics.alias({ ...common, userId: event.userId, previousId: event.previousId }, settled);
  }
}

type Identity =
  { userId: string; anonymousId?: string | undefined } | { userId?: string | undefined; anonymousId: string };

/** Without keys that are not set, which would be sent as such. */
function callerOf({ anonymousId, userId }: { readonly anonymousId?: string; readonly userId?: string }): Identity {
  if (anonymousId === undefined) return { userId: userId ?? '' };
  return userId === undefined ? { anonymousId } : { anonymousId, userId };
}
