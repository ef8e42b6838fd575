import type { ActivityWindow } from '../reckon-activity';
import type { SegmentEvent } from '../segment-event';

/** The minute 0 of every example. */
const BEGIN = Date.UTC(2026, 10, 28, 10);

const MINUTE = 60_000;

/** A window of whole minutes, asked for at its end unless said otherwise. */
export const minutes = (from: number, to: number, at = to): ActivityWindow => ({
  from: BEGIN + from * MINUTE,
  to: BEGIN + to * MINUTE,
  at: BEGIN + at * MINUTE,
});

export const instantAt = (minute: number): string => new Date(BEGIN + minute * MINUTE).toISOString();

let ids = 0;

type Who = Partial<Pick<SegmentEvent, 'anonymousId' | 'userId'>>;

const happened = (minute: number, event: Partial<SegmentEvent> & Pick<SegmentEvent, 'type'>): SegmentEvent => ({
  messageId: `message-${(ids += 1)}`,
  timestamp: instantAt(minute),
  ...event,
});

/** Somebody of whom only the browser is known. */
export const browser = (anonymousId: string): Who => ({ anonymousId });

export const page = (minute: number, who: Who, path: string): SegmentEvent =>
  happened(minute, { type: 'page', ...who, properties: { path } });

export const track = (
  minute: number,
  who: Who,
  event: string,
  properties: Readonly<Record<string, unknown>> = {},
): SegmentEvent => happened(minute, { type: 'track', ...who, event, properties });

export const identify = (minute: number, anonymousId: string, userId: string): SegmentEvent =>
  happened(minute, { type: 'identify', anonymousId, userId });

export const alias = (minute: number, previousId: string, userId: string): SegmentEvent =>
  happened(minute, { type: 'alias', previousId, userId });
