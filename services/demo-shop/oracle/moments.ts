import { textOf, type Moment, type SegmentEvent } from './segment-event';

const HOUR = 3_600_000;
const MAX_AHEAD = 24 * HOUR;
const MAX_AGE = 30 * 24 * HOUR;

/** What counts of these events, each once, in the order in which it happened. */
export const momentsOf = (events: readonly SegmentEvent[]): readonly Moment[] =>
  onlyFirstDeliveries(events)
    .filter((event) => !Number.isNaN(Date.parse(event.timestamp)) && isCounted(event))
    .map(momentOf)
    .sort(byTime);

/** By the instant, and at the same instant by the id: so that the order of delivery never matters. */
export const byTime = (one: Moment, other: Moment): number => one.at - other.at || (one.id < other.id ? -1 : 1);

/** Of each `messageId` the one that was received first. */
function onlyFirstDeliveries(events: readonly SegmentEvent[]): readonly SegmentEvent[] {
  const first = new Map<string, SegmentEvent>();
  for (const event of events) {
    const known = first.get(event.messageId);
    if (known === undefined || deliveryOf(event) < deliveryOf(known)) first.set(event.messageId, event);
  }
  return [...first.values()];
}

const deliveryOf = (event: SegmentEvent): string => `${event.receivedAt ?? '9'} ${JSON.stringify(event)}`;

/** As Segment corrects a clock that is wrong: by how much later the event was received than its sender said it was sent. */
function instantOf({ timestamp, sentAt, receivedAt }: SegmentEvent): number {
  const skew = Date.parse(receivedAt ?? '') - Date.parse(sentAt ?? '');
  return Date.parse(timestamp) + (Number.isNaN(skew) ? 0 : skew);
}

function isCounted(event: SegmentEvent): boolean {
  const receivedAt = Date.parse(event.receivedAt ?? '');
  if (Number.isNaN(receivedAt)) return true;
  const ahead = instantOf(event) - receivedAt;
  return ahead <= MAX_AHEAD && -ahead <= MAX_AGE;
}

const momentOf = (event: SegmentEvent): Moment => ({
  id: event.messageId,
  at: instantOf(event),
  type: event.type,
  name: event.type === 'track' ? (event.event ?? '') : '',
  anonymousId: textOf(event.anonymousId),
  userId: textOf(event.userId),
  previousId: textOf(event.previousId),
  properties: event.properties ?? {},
  context: event.context ?? {},
});
